package io.carillon.dispatch;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The paused endpoints as this node knows them: those that the database named a moment ago, and for a moment those whose
 * receiver has just asked this node for a pause, so that what was claimed before is not sent either. Thread-safe.
 */
final class KnownPauses {

    private static final Duration FRESH_FOR = Duration.ofMillis(500);
    /** By then the database has been asked again, and knows best. */
    private static final Duration MOMENT = Duration.ofSeconds(3);

    /** By endpoint, when it may be called again unless the database says otherwise. */
    private final Map<String, Long> justPaused = new ConcurrentHashMap<>();
    private volatile Set<String> inDatabase;
    private volatile long refreshedAt;

    /** The receiver of {@code endpointId} asked for a pause of {@code length} at {@code now}, by {@link System#nanoTime()}. */
    void add(String endpointId, Duration length, long now) {
        long nanos = length.compareTo(MOMENT) < 0 ? length.toNanos() : MOMENT.toNanos();
        justPaused.merge(endpointId, now + nanos, (one, other) -> one - other > 0 ? one : other);
    }

    /** Whether the database must be asked again. */
    boolean isOld(long now) {
        return inDatabase == null || now - refreshedAt > FRESH_FOR.toNanos();
    }

    /** Takes over what the database says. */
    void refresh(Set<String> paused, long now) {
        inDatabase = Set.copyOf(paused);
        refreshedAt = now;
        justPaused.values().removeIf(end -> end - now <= 0);
    }

    boolean contains(String endpointId, long now) {
        Long end = justPaused.get(endpointId);
        return inDatabase != null && inDatabase.contains(endpointId) || end != null && end - now > 0;
    }

    /** The ids of all of them, once the database was asked. */
    Set<String> all() {
        Set<String> all = new HashSet<>(justPaused.keySet());
        all.addAll(inDatabase);
        return all;
    }
}
