package io.carillon.dispatch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Live while the timer has fired within the last 60 s; ready while a tick has made progress within the last 30 s. */
@ApplicationScoped
class TickHealth {

    private static final Duration FIRED_WITHIN = Duration.ofSeconds(60);
    private static final Duration SUCCEEDED_WITHIN = Duration.ofSeconds(30);

    @Inject
    private TickTimes record;
    @Inject
    private Clock clock;

    @Produces
    @Liveness
    HealthCheck ticking() {
        return () -> response("timer", record.lastFired(), FIRED_WITHIN);
    }

    @Produces
    @Readiness
    HealthCheck succeeding() {
        return () -> response("tick", record.lastSucceeded(), SUCCEEDED_WITHIN);
    }

    private HealthCheckResponse response(String name, Instant last, Duration within) {
        return HealthCheckResponse.named(name).withData("last", last.toString())
                .status(last.plus(within).isAfter(clock.instant())).build();
    }
}
