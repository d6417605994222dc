package io.carillon.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The checks of {@code /health/ready} on this node. */
@ApplicationScoped
class Checks {

    @Inject
    @Any
    private Instance<HealthCheck> checks;

    /** Each check by its name, with the reason if it is down; answers at once. */
    Map<String, Optional<String>> reasons() {
        Map<String, Optional<String>> reasons = new TreeMap<>();
        for (HealthCheck check : checks.select(Readiness.Literal.INSTANCE)) {
            HealthCheckResponse response = check.call();
            boolean isUp = response.getStatus() == HealthCheckResponse.Status.UP;
            reasons.put(response.getName(), isUp ? Optional.empty() : Optional.of(response.getData()
                    .map(data -> String.valueOf(data.get("reason"))).orElse("The check is down.")));
        }
        return reasons;
    }
}
