package io.carillon.tracking;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/**
 * Which deliveries to send again, in the background. A key of an application selects within it; an organization's key must name
 * one of its applications or their endpoints.
 *
 * @param eventTypes any of these; all by default
 * @param status     any of {@code succeeded, failed, skipped}; by default failed and skipped
 * @param from       deliveries that were created at this time or later; messages, if they are missing
 * @param to         and before this time; now by default
 * @param missing    instead of deliveries, send the messages of the period that {@code endpoint} never had, although its
 *                   application was enabled, and that it would get today; without {@code status}
 * @param dryRun     only count them
 */
public record RedeliveriesRequest(String endpoint, String application, Long organization, String resourceType,
        String resourceId, @Size(max = 50) List<@NotNull @Size(max = 100) String> eventTypes, List<String> status,
        @NotNull Instant from, Instant to, Boolean missing, Boolean dryRun) implements JsonDocument {

    boolean isMissing() {
        return Boolean.TRUE.equals(missing);
    }

    boolean isDryRun() {
        return Boolean.TRUE.equals(dryRun);
    }
}
