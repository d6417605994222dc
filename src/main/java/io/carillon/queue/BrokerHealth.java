package io.carillon.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the broker lets this node browse the queue. */
@Readiness
@ApplicationScoped
class BrokerHealth implements HealthCheck {

    @Inject
    private ChangeQueue queue;

    @Override
    public HealthCheckResponse call() {
        var response = HealthCheckResponse.named("broker");
        try {
            queue.check();
            return response.up().build();
        } catch (QueueUnavailable e) {
            return response.down().withData("reason", String.valueOf(e.getCause().getMessage())).build();
        }
    }
}
