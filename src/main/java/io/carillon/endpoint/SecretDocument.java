package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A signing secret in the form that receivers are configured with.
 *
 * @param previousSignsUntil the end of the overlap; only while the previous secret signs too
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "SigningSecret")
public record SecretDocument(String secret, Instant previousSignsUntil) implements JsonDocument {
}
