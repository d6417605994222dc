package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * What a redelivery would send again.
 *
 * @param count    how many deliveries match; absent when counting them would take too long
 * @param atLeast  how many were counted until then
 * @param oldest   when the oldest of those that were counted was created
 * @param newest   when the newest of them was created
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedeliveryPreview(Long count, Long atLeast, Instant oldest, Instant newest) implements JsonDocument {
}
