package io.carillon.rejected;

import io.carillon.json.JsonDocument;

/** How many were put back, and whether the filter lets more through. */
public record RequeuedDocument(int requeued, boolean more) implements JsonDocument {
}
