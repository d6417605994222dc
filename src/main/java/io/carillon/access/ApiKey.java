package io.carillon.access;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Set;

/**
 * A bearer key, stored only as the SHA-256 of its text: a key has 256 random bits, so no slower hash is needed. It is valid
 * until it expires or is revoked, and is never deleted, so that the audit log can still name it.
 */
@Entity
@Table(name = "api_key")
class ApiKey {

    /** How far the stored time of the last use may lag behind, so that not every request writes. */
    private static final Duration LAST_USE_PRECISION = Duration.ofMinutes(1);

    @Id
    private String id;
    private String name;
    private String scope;
    private String producer;
    /** Null for all of the scope. */
    private String capabilities;
    @Column(name = "key_hash")
    private String keyHash;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "expires_at")
    private OffsetDateTime expiresAt;
    @Column(name = "revoked_at")
    private OffsetDateTime revokedAt;
    @Column(name = "last_used_at")
    private OffsetDateTime lastUsedAt;
    /** Sessions of the console that began earlier do not count; null if all do. */
    @Column(name = "sessions_from")
    private OffsetDateTime sessionsFrom;

    protected ApiKey() {
    }

    ApiKey(String id, String name, Scope scope, String producer, String keyHash, Instant createdAt, Instant expiresAt) {
        this.id = id;
        this.name = name;
        this.scope = scope.toString();
        this.producer = producer == null ? id : producer;
        this.keyHash = keyHash;
        this.createdAt = Utc.of(createdAt);
        this.expiresAt = Utc.of(expiresAt);
    }

    String id() {
        return id;
    }

    String name() {
        return name;
    }

    Scope scope() {
        return Scope.parse(scope).orElseThrow(() -> new IllegalStateException("api_key " + id + " has no scope"));
    }

    String producer() {
        return producer;
    }

    Set<Capability> capabilities() {
        return capabilities == null ? scope().role().capabilities() : Capability.read(capabilities);
    }

    Instant createdAt() {
        return Utc.instant(createdAt);
    }

    Instant expiresAt() {
        return Utc.instant(expiresAt);
    }

    Instant revokedAt() {
        return Utc.instant(revokedAt);
    }

    Instant lastUsedAt() {
        return Utc.instant(lastUsedAt);
    }

    boolean isValidAt(Instant now) {
        return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt.toInstant()));
    }

    boolean isUseWorthNotingAt(Instant now) {
        return lastUsedAt == null || lastUsedAt.toInstant().plus(LAST_USE_PRECISION).isBefore(now);
    }

    boolean hasHash(String hash) {
        return keyHash.equals(hash);
    }

    boolean hasSessionFrom(Instant begun) {
        return sessionsFrom == null || !begun.isBefore(sessionsFrom.toInstant());
    }

    void endSessions(Instant now) {
        sessionsFrom = Utc.of(now);
    }

    /** Replaces this key with another one under the same id, without what restricted the old one. */
    void replaceHash(String newHash, Instant now) {
        keyHash = newHash;
        endSessions(now);
        revokedAt = null;
        expiresAt = null;
        capabilities = null;
    }

    void describe(String newName, Instant newExpiry) {
        name = newName;
        expiresAt = Utc.of(newExpiry);
    }

    void allow(Set<Capability> some) {
        capabilities = some.equals(scope().role().capabilities()) ? null : Capability.words(some);
    }

    void revoke(Instant now) {
        revokedAt = Utc.of(now);
    }
}
