package io.carillon.rejected;

import io.carillon.json.JsonDocument;

/** How many rejected messages were deleted. */
public record DeletedDocument(int deleted) implements JsonDocument {
}
