package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.endpoint.Endpoint;
import io.carillon.json.JsonDocument;
import io.carillon.message.DeliveryState;
import io.carillon.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which deliveries are sent again; null restricts nothing.
 *
 * @param application deliveries to the endpoints of this application
 * @param eventTypes  any of these
 * @param status      any of {@code succeeded, failed, skipped}
 * @param from        deliveries that were created at this time or later
 * @param to          and before this time
 * @param missing     true for messages of the period that the endpoint never had; null for deliveries
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedeliverySelection(String application, String endpoint, Long organization, String resourceType, String resourceId,
        List<String> eventTypes, List<String> status, Instant from, Instant to, Boolean missing) implements JsonDocument {

    private static final Set<String> AGAIN = Stream.of(DeliveryState.SUCCEEDED, DeliveryState.FAILED, DeliveryState.SKIPPED)
            .map(DeliveryState::word).collect(Collectors.toSet());

    static RedeliverySelection of(Endpoint endpoint, RedeliveryRequest request) {
        return new RedeliverySelection(null, endpoint.id(), null, null, null, null, words(request.status()), request.from(),
                request.to(), null);
    }

    boolean isMissing() {
        return Boolean.TRUE.equals(missing);
    }

    /**
     * The states of a request; by default those that did not succeed.
     *
     * @throws ProblemException 422 for other words than those of {@code status}
     */
    static List<String> words(List<String> status) {
        if (status == null || status.isEmpty()) {
            return List.of(DeliveryState.FAILED.word(), DeliveryState.SKIPPED.word());
        }
        for (int i = 0; i < status.size(); i++) {
            if (!AGAIN.contains(status.get(i))) {
                throw ProblemException.invalid("/status/" + i, "must be succeeded, failed or skipped");
            }
        }
        return status;
    }
}
