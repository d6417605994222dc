package io.carillon.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the node is {@link Draining}. */
@Readiness
@ApplicationScoped
class DrainHealth implements HealthCheck {

    @Inject
    private Draining draining;

    @Override
    public HealthCheckResponse call() {
        return BackgroundCheck.response("service", draining.reason());
    }
}
