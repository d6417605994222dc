package io.carillon.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * A key as operators see it.
 *
 * @param lastUsedAt within a minute
 * @param key        the key itself: only in the answer to its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKeyDocument(String id, String name, String scope, Instant createdAt, Instant expiresAt,
        Instant revokedAt, Instant lastUsedAt, String key) implements JsonDocument {

    static ApiKeyDocument of(ApiKey key) {
        return new ApiKeyDocument(key.id(), key.name(), key.scope().toString(), key.createdAt(), key.expiresAt(),
                key.revokedAt(), key.lastUsedAt(), null);
    }

    ApiKeyDocument showing(String text) {
        return new ApiKeyDocument(id, name, scope, createdAt, expiresAt, revokedAt, lastUsedAt, text);
    }

    /**
     * What an operator says of a new key.
     *
     * @param scope     {@code operator}, {@code producer}, {@code organization:<id>} or {@code application:<id>}
     * @param expiresAt when it ends by itself; never when it is left out
     */
    public record Write(@NotBlank @Size(max = 200) String name, @NotNull String scope, Instant expiresAt)
            implements JsonDocument {
    }
}
