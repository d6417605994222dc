package io.carillon.quota;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * How many changes an organization has reported today, and may.
 *
 * @param changesToday changes since midnight UTC, or since it has a limit; absent without a limit
 * @param changesADay  the limit that applies; absent if none does
 * @param until        the end of the day
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UsageDocument(Long changesToday, Integer changesADay, Instant until) implements JsonDocument {
}
