package io.carillon.dispatch;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The paused endpoints as this node knows them: those that the database named a moment ago, and for a moment those whose
 * receiver has just asked this node for a pause, so that what was claimed before is not sent either. Thread-safe.
 */
final class KnownPauses {

    private static final long FRESH_FOR = TimeUnit.MILLISECONDS.toNanos(500);
    /** By then the database has been asked again, and knows best. */
    private static final long MOMENT = TimeUnit.SECONDS.toNanos(3);

    private final Map<String, Long> justPaused = new ConcurrentHashMap<>();
    private volatile Set<String> inDatabase;
    private volatile long refreshedAt;

    /** The receiver of {@code endpointId} asked for a pause at {@code now}, by {@link System#nanoTime()}. */
    void add(String endpointId, long now) {
        justPaused.put(endpointId, now);
    }

    /** Whether the database must be asked again. */
    boolean isOld(long now) {
        return inDatabase == null || now - refreshedAt > FRESH_FOR;
    }

    /** Takes over what the database says. */
    void refresh(Set<String> paused, long now) {
        inDatabase = Set.copyOf(paused);
        refreshedAt = now;
        justPaused.values().removeIf(since -> now - since > MOMENT);
    }

    boolean contains(String endpointId) {
        return inDatabase != null && inDatabase.contains(endpointId) || justPaused.containsKey(endpointId);
    }

    /** The ids of all of them, once the database was asked. */
    Set<String> all() {
        Set<String> all = new HashSet<>(justPaused.keySet());
        all.addAll(inDatabase);
        return all;
    }
}
