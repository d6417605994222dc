package io.carillon.sample;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;

/** Which event type the sample shows. */
public record SampleRequest(@NotBlank String eventType) implements JsonDocument {
}
