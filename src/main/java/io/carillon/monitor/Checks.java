package io.carillon.monitor;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** The checks of {@code /health} on this node. */
@ApplicationScoped
class Checks {

    @Inject
    @Any
    private Instance<HealthCheck> checks;

    /** The results of the checks with the qualifier {@code kind}, or of all; answers at once. */
    List<HealthCheckResponse> results(Annotation... kind) {
        return checks.select(kind).stream().map(HealthCheck::call).toList();
    }

    /** Each check of {@code /health/ready} by its name, with the reason if it is down; answers at once. */
    Map<String, Optional<String>> reasons() {
        Map<String, Optional<String>> reasons = new TreeMap<>();
        for (HealthCheckResponse response : results(Readiness.Literal.INSTANCE)) {
            boolean isUp = response.getStatus() == HealthCheckResponse.Status.UP;
            reasons.put(response.getName(), isUp ? Optional.empty() : Optional.of(response.getData()
                    .map(data -> String.valueOf(data.get("reason"))).orElse("The check is down.")));
        }
        return reasons;
    }
}
