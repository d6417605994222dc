package io.carillon.sample;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * A URL to check.
 *
 * @param endpoint an endpoint whose client certificate and authorities the connection has; null for neither
 */
public record UrlCheckRequest(@NotNull @Size(min = 1, max = 2_000) String url, String endpoint) implements JsonDocument {
}
