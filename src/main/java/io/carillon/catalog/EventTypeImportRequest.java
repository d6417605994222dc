package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A document of OpenAPI 3.1 or AsyncAPI. It may have all that these have; what is named here is read.
 *
 * @param openapi  the version of OpenAPI, or absent
 * @param asyncapi the version of AsyncAPI, or absent
 * @param webhooks of OpenAPI: each name is an event type
 * @param channels of AsyncAPI, with messages: the name of each is an event type
 * @param components what these refer to
 */
record EventTypeImportRequest(String openapi, String asyncapi, @Schema(type = SchemaType.OBJECT) JsonNode webhooks,
        @Schema(type = SchemaType.OBJECT) JsonNode channels, @Schema(type = SchemaType.OBJECT) JsonNode components)
        implements JsonDocument {
    // Only /openapi uses this class; any member is accepted.
}
