package io.carillon.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import io.carillon.source.SourceMapping;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A sample of what a sender sends.
 *
 * @param headers  those that the mappings need
 * @param body     the JSON of the body
 * @param mappings to be tried in place of those of the source
 */
record SourceDryRunRequest(
        @Size(max = 100) Map<String, @NotNull String> headers,
        @NotNull @Schema(type = SchemaType.OBJECT) JsonNode body,
        @Size(min = 1, max = 20) List<@NotNull @Valid SourceMapping> mappings) implements JsonDocument {

    /** No headers are the same as none. */
    SourceDryRunRequest {
        headers = headers == null ? Map.of() : headers;
    }
}
