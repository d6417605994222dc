package io.carillon.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;

/** Results of checks, in the form and the capitals of MicroProfile Health. */
record HealthDocument(String status, List<Check> checks) implements JsonDocument {

    static HealthDocument of(List<HealthCheckResponse> results) {
        Status all = results.stream().allMatch(result -> result.getStatus() == Status.UP) ? Status.UP : Status.DOWN;
        return new HealthDocument(all.name(), results.stream().map(Check::of).toList());
    }

    boolean isUp() {
        return status.equals(Status.UP.name());
    }

    /** The result of a check; {@code data} is null if there is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Check(String name, String status, Map<String, Object> data) {

        private static Check of(HealthCheckResponse result) {
            return new Check(result.getName(), result.getStatus().name(), result.getData().orElse(null));
        }
    }
}
