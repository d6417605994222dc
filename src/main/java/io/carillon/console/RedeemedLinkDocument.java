package io.carillon.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * A portal link that was redeemed. The session is in a cookie, unless the link is for a frame.
 *
 * @param path      the page of the console that is shown first; absent if the link names none
 * @param token     stands for a key in {@code Authorization: Bearer}; only if the link is for a frame
 * @param expiresAt when the session ends
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedeemedLinkDocument(String path, String token, Instant expiresAt) implements JsonDocument {
}
