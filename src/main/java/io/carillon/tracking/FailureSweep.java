package io.carillon.tracking;

import static io.carillon.settings.Setting.DISABLE_AFTER;
import static io.carillon.settings.Setting.DISABLE_MODE;

import io.carillon.database.Database;
import io.carillon.endpoint.EndpointHealth;
import io.carillon.endpoint.FailingEndpoint;
import io.carillon.operations.Notices;
import io.carillon.operations.OperationalEvent;
import io.carillon.platform.EnumWords;
import io.carillon.platform.UnitOfWork;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Applies the {@link FailurePolicy} to endpoints that have been failing for too long, a page per transaction, together with the
 * notices. Several nodes can sweep at the same time; each takes rows that no other has locked.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class FailureSweep {

    /** Endpoints per transaction. */
    static final int PAGE = 100;

    @Inject
    private Database database;
    @Inject
    private EndpointHealth health;
    @Inject
    private Notices notices;
    @Inject
    private Settings settings;

    private FailurePolicy policy;

    @PostConstruct
    void readSettings() {
        policy = new FailurePolicy(settings.duration(DISABLE_AFTER),
                EnumWords.read(DisableMode.class, settings.word(DISABLE_MODE)));
    }

    /** Sweeps one page; returns the number of endpoints that needed a step. */
    public int sweepPage() {
        Instant now = database.now();
        List<EndpointHealth.Overdue> overdue = health.overdue(now.minus(FailurePolicy.RECENT), policy.actBefore(now),
                policy.warnBefore(now), PAGE);
        overdue.forEach(one -> act(one.endpoint(), policy.step(one.isTimeUp())));
        return overdue.size();
    }

    private void act(FailingEndpoint endpoint, FailurePolicy.Step step) {
        String reason = "The endpoint has been failing since " + endpoint.failingSince().truncatedTo(ChronoUnit.SECONDS) + ".";
        switch (step) {
            case WARN -> health.warned(endpoint.id());
            case FLAG -> health.flag(endpoint.id());
            case DISABLE -> health.disable(endpoint.id(), reason);
        }
        notices.report(step == FailurePolicy.Step.DISABLE ? OperationalEvent.DISABLED : OperationalEvent.FAILING,
                endpoint, reason);
    }
}
