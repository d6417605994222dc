package io.carillon.endpoint;

import io.carillon.json.JsonDocument;
import java.util.Map;

/** The headers that the owner of an endpoint defined, with their values. */
public record HeadersDocument(Map<String, String> headers) implements JsonDocument {
}
