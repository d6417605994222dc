package io.carillon.access;

import io.carillon.platform.OneSecondCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the caller of a request by its key. What the database said of a key is remembered for a second, so that a stream of
 * changes does not ask it for each: a revoked key ends at once on the node that revoked it, and within that second on every
 * other. Thread-safe.
 */
@ApplicationScoped
class CallerCache {

    private static final int MOST = 10_000;

    @Inject
    private ApiKeys keys;
    @Inject
    private Clock clock;

    private final Map<String, OneSecondCache<Caller>> known = new ConcurrentHashMap<>();

    /** The caller that {@code key} belongs to, if it is valid now or was a second ago. */
    Optional<Caller> callerOf(String key) {
        String hash = ApiKeys.hash(key);
        Instant now = clock.instant();
        OneSecondCache<Caller> remembered = known.get(hash);
        if (remembered != null && remembered.isFreshAt(now)) {
            return Optional.of(remembered.value());
        }
        Optional<Caller> caller = keys.callerOf(hash);
        if (known.size() >= MOST) {
            known.clear();
        }
        caller.ifPresentOrElse(found -> known.put(hash, new OneSecondCache<>(found, now)), () -> known.remove(hash));
        return caller;
    }

    void forget(@Observes(during = TransactionPhase.AFTER_SUCCESS) KeyEnded ended) {
        known.values().removeIf(one -> one.value().keyId().equals(ended.keyId()));
    }

    /** A key was revoked, or another took its place. */
    record KeyEnded(String keyId) {
    }
}
