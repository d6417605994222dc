package io.carillon.console;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

/**
 * The request to redeem a portal link.
 *
 * @param code what follows {@code #c=} in its URL
 */
public record RedemptionRequest(@NotNull @Size(min = 1, max = 200) String code) implements JsonDocument {
}
