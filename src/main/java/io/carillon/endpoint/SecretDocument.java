package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * A signing secret in the form that receivers are configured with.
 *
 * @param previousSignsUntil the end of the overlap; only while the previous secret signs too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SecretDocument(String secret, Instant previousSignsUntil) implements JsonDocument {
}
