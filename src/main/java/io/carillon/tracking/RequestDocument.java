package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The request of an attempt, rebuilt from its message and the endpoint.
 *
 * @param rebuilt         always true: requests are not stored
 * @param startedAt       when the attempt began; now if it is still to come
 * @param endpointChanged whether the endpoint was changed after the attempt, so that URL, headers and format may have been others
 * @param signed          whether the caller may see secrets and those that signed it are still known; otherwise there is no
 *                        signature. If the secret is known but the signing key is not, or the other way round, the signatures
 *                        of the other are left out
 * @param headers         those of the owner and those of Carillon; the owner's values are masked
 * @param body            exactly the text that was signed
 */
@Schema(name = "SentRequest")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RequestDocument(boolean rebuilt, int attempt, Instant startedAt, boolean endpointChanged, boolean signed,
        String method, String url, Map<String, String> headers, String body) implements JsonDocument {
}
