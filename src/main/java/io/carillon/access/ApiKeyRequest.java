package io.carillon.access;

import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * The request for a new key.
 *
 * @param scope     {@code operator}, {@code producer}, {@code organization:<id>} or {@code application:<id>}
 * @param expiresAt when the key expires; if absent, never
 */
public record ApiKeyRequest(@NotBlank @Size(max = 200) String name, @NotNull String scope, Instant expiresAt)
        implements JsonDocument {
}
