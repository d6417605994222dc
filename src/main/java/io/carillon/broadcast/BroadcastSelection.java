package io.carillon.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;

/**
 * What a job sends to which organizations.
 *
 * @param change      the change without its data, which have a row of their own
 * @param application the application that the organizations enable; null for any
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record BroadcastSelection(BroadcastChange change, String application) implements JsonDocument {
}
