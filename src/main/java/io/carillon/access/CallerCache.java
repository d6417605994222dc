package io.carillon.access;

import io.carillon.platform.OneSecondCache;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * Finds the caller of a request by its key, with at most one look-up a second for each key. A revoked key becomes invalid at
 * once on the node that revoked it, and within a second on all others. Thread-safe.
 */
@ApplicationScoped
class CallerCache {

    private static final int LIMIT = 10_000;

    @Inject
    private ApiKeys keys;
    @Inject
    private Clock clock;

    private OneSecondCache<String, Caller> callers;

    @PostConstruct
    void open() {
        callers = new OneSecondCache<>(clock, LIMIT);
    }

    /** The caller with {@code key}, if the key is valid now or was within the last second. */
    Optional<Caller> callerOf(String key) {
        return callers.get(ApiKeys.hash(key), keys::callerOf);
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) KeyEnded ended) {
        callers.removeIf(caller -> caller.keyId().equals(ended.keyId()));
    }

    /** A key was revoked, replaced or changed. */
    record KeyEnded(String keyId) {
    }
}
