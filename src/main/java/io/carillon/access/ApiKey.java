package io.carillon.access;

import io.carillon.platform.Utc;
import io.carillon.platform.Word;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A bearer key, kept only as the SHA-256 of its text: a key has 256 random bits, so nothing slower is needed. It is
 * valid until it expires or is revoked, and is never deleted, so that the log can still name it.
 */
@Entity
@Table(name = "api_key")
class ApiKey {

    @Id
    private String id;
    private String name;
    private String scope;
    @Column(name = "key_hash")
    private String keyHash;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "expires_at")
    private OffsetDateTime expiresAt;
    @Column(name = "revoked_at")
    private OffsetDateTime revokedAt;

    protected ApiKey() {
    }

    ApiKey(String id, String name, Role role, String keyHash, Instant createdAt) {
        this.id = id;
        this.name = name;
        this.scope = Word.of(role);
        this.keyHash = keyHash;
        this.createdAt = Utc.of(createdAt);
    }

    String id() {
        return id;
    }

    Role role() {
        return Word.read(Role.class, scope);
    }

    boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt.toInstant()));
    }

    void replaceHash(String newHash) {
        keyHash = newHash;
    }
}
