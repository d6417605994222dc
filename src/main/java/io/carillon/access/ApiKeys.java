package io.carillon.access;

import io.carillon.access.CallerCache.KeyEnded;
import io.carillon.crypto.Digests;
import io.carillon.database.Database;
import io.carillon.database.JpqlFilter;
import io.carillon.database.Row;
import io.carillon.database.Utc;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The keys in the database: creates them, finds them, and records when they were used. */
@ApplicationScoped
public class ApiKeys {

    private static final String FIRST_OPERATOR = "key_operator";
    private static final String OWN_OR_OWNED = "(k.scope = %s OR k.scope IN (SELECT CONCAT('application:', a.id)"
            + " FROM Application a WHERE a.ownerOrganizationId = %s))";

    @Inject
    private Database database;
    @Inject
    private Clock clock;
    @Inject
    private Event<KeyEnded> ended;

    /** The caller whose key has {@code hash}, if the key is valid now; records the use about once a minute. */
    @Transactional
    public Optional<Caller> callerOf(String hash) {
        return used(database.entities()
                .createQuery("SELECT k FROM ApiKey k WHERE k.keyHash = :hash", ApiKey.class)
                .setParameter("hash", hash)
                .getResultStream().findFirst());
    }

    /** The caller in a session that the key {@code id} began at {@code begun}, if both are valid now; records the use. */
    @Transactional
    public Optional<Caller> callerInSession(String id, Instant begun) {
        return used(Optional.ofNullable(database.entities().find(ApiKey.class, id))
                .filter(found -> found.hasSessionFrom(begun)));
    }

    /** The caller with the key {@code id}, if it is valid now; not a use. */
    @Transactional
    public Optional<Caller> callerWithId(String id) {
        return Optional.ofNullable(database.entities().find(ApiKey.class, id))
                .filter(found -> found.isValidAt(clock.instant())).map(ApiKeys::caller);
    }

    private static Caller caller(ApiKey key) {
        return new Caller(key.id(), key.name(), key.scope(), key.producer(), key.expiresAt(), key.capabilities());
    }

    private Optional<Caller> used(Optional<ApiKey> key) {
        Instant now = clock.instant();
        Optional<ApiKey> valid = key.filter(found -> found.isValidAt(now));
        valid.filter(found -> found.isUseWorthNotingAt(now)).ifPresent(found -> recordUse(found.id(), now));
        return valid.map(ApiKeys::caller);
    }

    private void recordUse(String id, Instant now) {
        database.entities().createNativeQuery("UPDATE api_key SET last_used_at = ? WHERE id = ?")
                .setParameter(1, now.atOffset(ZoneOffset.UTC)).setParameter(2, id).executeUpdate();
    }

    /** The text of a new key: {@code ck_} and 64 hex digits. */
    static String newText() {
        return "ck_" + HexFormat.of().formatHex(Ids.randomBytes(32));
    }

    /** Stores a key with the text {@code text}; {@code producer}, by default the key's id, and {@code expiresAt} may be null. */
    ApiKey create(String name, Scope scope, Set<Capability> capabilities, String producer, String text, Instant expiresAt) {
        ApiKey key = new ApiKey(Ids.next("key"), name, scope, producer, hash(text), clock.instant(), expiresAt);
        key.allow(capabilities);
        database.entities().persist(key);
        return key;
    }

    /** The number of keys that are valid now. */
    long countValid() {
        return count(new JpqlFilter());
    }

    /** The number of operator keys that are valid now and can create keys. */
    long countValidManagers() {
        return count(new JpqlFilter().and("k.scope = ?", Scope.OPERATOR.toString())
                .and("(k.capabilities IS NULL OR k.capabilities LIKE ?)", "%" + EnumWords.of(Capability.MANAGE) + "%"));
    }

    private long count(JpqlFilter filter) {
        return filter.and("k.revokedAt IS NULL").and("(k.expiresAt IS NULL OR k.expiresAt > ?)", Utc.of(clock.instant()))
                .query(database.entities(), Long.class, "SELECT COUNT(k) FROM ApiKey k", "").getSingleResult();
    }

    /**
     * The number of keys of {@code owner} that are valid now; of an organization also those of the applications that it owns.
     * Locks the owner, so that concurrent creations wait for each other and each counts the other's key.
     */
    long countValidOf(Scope owner) {
        Object id = owner.organization().isPresent() ? owner.organization().get() : owner.tenant();
        database.sql("SELECT id FROM " + EnumWords.of(owner.role()) + " WHERE id = ? FOR UPDATE").with(id).list(Row::text);
        return count(ofTenant(new JpqlFilter(), owner));
    }

    /** Restricts {@code filter} to the keys {@code k} of {@code tenant}; of an organization also those of its applications. */
    static JpqlFilter ofTenant(JpqlFilter filter, Scope tenant) {
        return tenant.organization().isEmpty() ? filter.and("k.scope = ?", tenant.toString())
                : filter.and(OWN_OR_OWNED.formatted(filter.parameter(tenant.toString()),
                        filter.parameter(tenant.organization().get())));
    }

    /** The key {@code id}, locked until the end of the transaction. */
    Optional<ApiKey> findForUpdate(String id) {
        return Optional.ofNullable(database.entities().find(ApiKey.class, id, LockModeType.PESSIMISTIC_WRITE));
    }

    /** The keys of {@code scope}, locked until the end of the transaction. */
    List<ApiKey> findForUpdate(Scope scope) {
        return database.entities().createQuery("SELECT k FROM ApiKey k WHERE k.scope = :scope ORDER BY k.id", ApiKey.class)
                .setParameter("scope", scope.toString()).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
    }

    /** Changes {@code key}, which {@link #findForUpdate} returned; {@code expiresAt} may be null. */
    void describe(ApiKey key, String name, Instant expiresAt, Set<Capability> capabilities) {
        key.describe(name, expiresAt);
        key.allow(capabilities);
        ended.fire(new KeyEnded(key.id()));
    }

    /** Revokes {@code key}, which {@link #findForUpdate} returned. */
    void revoke(ApiKey key) {
        key.revoke(clock.instant());
        ended.fire(new KeyEnded(key.id()));
    }

    /** Ends the sessions of {@code key}, which {@link #findForUpdate} returned, that have begun until now. */
    void endSessions(ApiKey key) {
        key.endSessions(clock.instant());
    }

    /** Whether the first operator key was created before. */
    @Transactional
    boolean hasFirstOperator() {
        return database.entities().find(ApiKey.class, FIRST_OPERATOR) != null;
    }

    /** Stores {@code key} as the first operator key, replacing an earlier one. If the key is the same, a revocation remains. */
    @Transactional
    void setFirstOperator(String key) {
        ApiKey existing = database.entities().find(ApiKey.class, FIRST_OPERATOR);
        if (existing == null) {
            database.entities().persist(
                    new ApiKey(FIRST_OPERATOR, "first operator", Scope.OPERATOR, null, hash(key), clock.instant(), null));
        } else if (!existing.hasHash(hash(key))) {
            existing.replaceHash(hash(key), clock.instant());
            ended.fire(new KeyEnded(FIRST_OPERATOR));
        }
    }

    static String hash(String key) {
        return Digests.sha256(key.getBytes(StandardCharsets.UTF_8));
    }
}
