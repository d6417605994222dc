package io.carillon.endpoint;

import io.carillon.json.JsonDocument;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The headers that the owner of an endpoint defined, with their values. */
@Schema(name = "EndpointHeaders")
public record HeadersDocument(Map<String, String> headers) implements JsonDocument {
}
