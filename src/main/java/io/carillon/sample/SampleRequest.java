package io.carillon.sample;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A sample to send.
 *
 * @param data    what the change says, in place of the catalog's example; only full webhooks show it
 * @param variant {@code valid} by default
 */
public record SampleRequest(@NotBlank String eventType, @Schema(type = SchemaType.OBJECT) JsonNode data, SampleVariant variant)
        implements JsonDocument {

    /** Sets the default. */
    public SampleRequest {
        variant = Objects.requireNonNullElse(variant, SampleVariant.VALID);
    }
}
