package io.carillon.sample;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;

/** The event type of the sample. */
public record SampleRequest(@NotBlank String eventType) implements JsonDocument {
}
