package io.carillon.access;

import io.carillon.platform.Database;
import io.carillon.platform.Digests;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;

/** Finds the caller of a request by its key. Each request asks the database, so a revoked key ends at once everywhere. */
@ApplicationScoped
public class ApiKeys {

    private static final String FIRST_OPERATOR = "key_operator";

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /** The caller that {@code key} belongs to, if it is valid now. */
    @Transactional
    public Optional<Caller> callerOf(String key) {
        return database.entities()
                .createQuery("SELECT k FROM ApiKey k WHERE k.keyHash = :hash", ApiKey.class)
                .setParameter("hash", hash(key))
                .getResultStream()
                .filter(found -> found.isValidAt(clock.instant()))
                .map(found -> new Caller(found.id(), found.role()))
                .findFirst();
    }

    /** Whether the first operator key was made before. */
    @Transactional
    boolean hasFirstOperator() {
        return database.entities().find(ApiKey.class, FIRST_OPERATOR) != null;
    }

    /** Makes {@code key} the first operator's, in place of an earlier one. */
    @Transactional
    void setFirstOperator(String key) {
        ApiKey existing = database.entities().find(ApiKey.class, FIRST_OPERATOR);
        if (existing == null) {
            database.entities().persist(
                    new ApiKey(FIRST_OPERATOR, "first operator", Role.OPERATOR, hash(key), clock.instant()));
        } else {
            existing.replaceHash(hash(key));
        }
    }

    static String hash(String key) {
        return Digests.sha256(key.getBytes(StandardCharsets.UTF_8));
    }
}
