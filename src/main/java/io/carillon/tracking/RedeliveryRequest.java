package io.carillon.tracking;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;

/**
 * Which deliveries to send again.
 *
 * @param from   deliveries that were created at this time or later
 * @param to     and before this time
 * @param status any of {@code succeeded, failed, skipped}; by default failed and skipped
 */
public record RedeliveryRequest(@NotNull Instant from, @NotNull Instant to, List<String> status) implements JsonDocument {
}
