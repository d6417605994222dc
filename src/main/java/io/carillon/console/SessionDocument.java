package io.carillon.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.carillon.json.JsonDocument;
import io.carillon.tenant.MeDocument;
import java.time.Instant;

/**
 * The session of a browser.
 *
 * @param me            whose it is, as {@code /me} says it
 * @param idleExpiresAt when it ends unless it is used
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SessionDocument(@JsonUnwrapped MeDocument me, Instant idleExpiresAt) implements JsonDocument {
}
