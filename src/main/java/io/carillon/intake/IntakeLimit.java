package io.carillon.intake;

import static io.carillon.settings.Setting.INTAKE_RATE;

import io.carillon.access.Caller;
import io.carillon.access.CallerRate;
import io.carillon.access.Role;
import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Limits each key, and each subject of tokens, to {@code CARILLON_INTAKE_RATE} changes a second on this node, with bursts of ten
 * seconds' worth but at least one full request. Operators have no limit, because they run the service.
 */
@ApplicationScoped
class IntakeLimit {

    private static final int BURST_SECONDS = 10;

    private CallerRate limit;
    private int rate;

    /** For the container's proxy. */
    protected IntakeLimit() {
    }

    @Inject
    IntakeLimit(Settings settings) {
        rate = settings.number(INTAKE_RATE);
        limit = new CallerRate(Math.max((long) rate * BURST_SECONDS, Acceptance.MAX_CHANGES), rate, Duration.ofSeconds(1));
    }

    /**
     * Counts {@code changes} of {@code caller}.
     *
     * @throws ProblemException 429 with the time after which they would be accepted
     */
    void take(Caller caller, int changes) {
        if (rate == 0 || changes == 0 || caller.role() == Role.OPERATOR) {
            return;
        }
        limit.take(caller, changes).ifPresent(wait -> {
            throw ProblemException.tooMany("This caller may send at most " + rate + " changes per second.", wait);
        });
    }
}
