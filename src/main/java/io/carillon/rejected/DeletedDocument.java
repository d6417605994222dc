package io.carillon.rejected;

import io.carillon.json.JsonDocument;

/** How many were removed. */
public record DeletedDocument(int deleted) implements JsonDocument {
}
