package io.carillon.rejected;

import io.carillon.json.JsonDocument;

/** How many messages were requeued, and whether more of them match the filter. */
public record RequeuedDocument(int requeued, boolean more) implements JsonDocument {
}
