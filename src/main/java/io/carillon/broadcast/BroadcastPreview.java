package io.carillon.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;

/**
 * How many organizations a broadcast would reach.
 *
 * @param count   how many there are; absent when counting them would take too long
 * @param atLeast how many were counted until then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BroadcastPreview(Long count, Long atLeast) implements JsonDocument {
}
