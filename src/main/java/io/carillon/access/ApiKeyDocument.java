package io.carillon.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.json.VersionedDocument;
import java.time.Instant;
import java.util.Set;

/**
 * A key as its makers see it.
 *
 * @param capabilities what it may do within its scope
 * @param lastUsedAt   accurate to one minute
 * @param key          the key itself; only in the response to its creation
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApiKeyDocument(String id, String name, String scope, Set<Capability> capabilities, String producer,
        Instant createdAt, Instant expiresAt, Instant revokedAt, Instant lastUsedAt, String key) implements VersionedDocument {

    static ApiKeyDocument of(ApiKey key) {
        return new ApiKeyDocument(key.id(), key.name(), key.scope().toString(), key.capabilities(), key.producer(),
                key.createdAt(), key.expiresAt(), key.revokedAt(), key.lastUsedAt(), null);
    }

    /** Without the time of the last use, which changes by itself, and the text, which is shown only once. */
    @Override
    public JsonDocument edited() {
        return new ApiKeyDocument(id, name, scope, capabilities, producer, createdAt, expiresAt, revokedAt, null, null);
    }

    @Override
    public Set<String> maintained() {
        return Set.of("revokedAt", "lastUsedAt");
    }

    ApiKeyDocument showing(String text) {
        return new ApiKeyDocument(id, name, scope, capabilities, producer, createdAt, expiresAt, revokedAt, lastUsedAt, text);
    }
}
