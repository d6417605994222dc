package io.carillon.dispatch;

import io.carillon.platform.BackgroundCheck;
import io.carillon.platform.RunningWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Live while a tick has been started within the last 60 s and no thread that takes messages, claims deliveries or closes buckets
 * has been at the same piece of work for two minutes. Ready while a tick has made progress within the last 10 s. Nothing here
 * depends on the time of day.
 */
@ApplicationScoped
class TickHealth {

    static final Duration FIRED_WITHIN = Duration.ofSeconds(60);
    static final Duration DONE_WITHIN = Duration.ofMinutes(2);
    static final Duration SUCCEEDED_WITHIN = Duration.ofSeconds(10);

    private TickTimes times;
    private RunningWork running;

    protected TickHealth() {
    }

    @Inject
    TickHealth(TickTimes times, RunningWork running) {
        this.times = times;
        this.running = running;
    }

    @Produces
    @Liveness
    HealthCheck ringing() {
        return () -> BackgroundCheck.response("timer", timerFault());
    }

    @Produces
    @Liveness
    HealthCheck working() {
        return () -> BackgroundCheck.response("work", workFault());
    }

    @Produces
    @Readiness
    HealthCheck succeeding() {
        return () -> BackgroundCheck.response("tick", tickFault());
    }

    Optional<String> timerFault() {
        return times.sinceFired().compareTo(FIRED_WITHIN) < 0 ? Optional.empty()
                : Optional.of("No tick was started for " + FIRED_WITHIN.toSeconds() + " s.");
    }

    Optional<String> workFault() {
        return running.stuckFor(DONE_WITHIN)
                .map(kind -> "The " + kind + " has been at the same piece of work for " + DONE_WITHIN.toSeconds() + " s.");
    }

    Optional<String> tickFault() {
        if (!times.hasSucceeded()) {
            return Optional.of("No tick has made progress yet.");
        }
        return times.sinceSucceeded().compareTo(SUCCEEDED_WITHIN) < 0 ? Optional.empty()
                : Optional.of("No tick has made progress for " + times.sinceSucceeded().toSeconds() + " s.");
    }
}
