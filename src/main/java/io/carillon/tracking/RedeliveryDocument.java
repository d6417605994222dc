package io.carillon.tracking;

import io.carillon.json.JsonDocument;

/** How many deliveries will be sent again. */
public record RedeliveryDocument(int redelivered) implements JsonDocument {
}
