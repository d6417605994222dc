package io.carillon.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A document of AsyncAPI 3.0 with the webhooks of an application.
 *
 * @param asyncapi   the version of AsyncAPI
 * @param channels   one, {@code webhooks}, with a message for each event type and format
 * @param operations one, {@code receive}
 * @param components the messages, and the schemas of their data by event type
 */
public record AsyncApiDocument(String asyncapi, @Schema(type = SchemaType.OBJECT) JsonNode info, String defaultContentType,
        @Schema(type = SchemaType.OBJECT) JsonNode channels, @Schema(type = SchemaType.OBJECT) JsonNode operations,
        @Schema(type = SchemaType.OBJECT) JsonNode components) implements JsonDocument {
}
