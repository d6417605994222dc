package io.carillon.access;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Set;

/**
 * The request for a new key.
 *
 * @param scope        {@code operator}, {@code producer}, {@code organization:<id>} or {@code application:<id>}
 * @param capabilities what the key may do; if absent, all that the caller may give to this scope
 * @param producer     the system that reports changes with the key, and within which their ids are unique; if absent, the
 *                     key's id
 * @param expiresAt    when the key expires; if absent, never
 */
public record ApiKeyRequest(@NotBlank @Size(max = 200) String name, @NotNull String scope,
        @Size(min = 1) Set<@NotNull Capability> capabilities, Instant expiresAt,
        @Size(min = 1, max = 200) String producer) implements JsonDocument {
}
