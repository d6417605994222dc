package io.carillon.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Caches values from the database for one second, so that a change by an operator reaches every node within that time without
 * messages between nodes. Missing values are not cached. Thread-safe; two threads may read the same value.
 */
public final class OneSecondCache<K, V> {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    private final Clock clock;
    private final int limit;
    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();

    /** A cache that is emptied when it holds {@code limit} entries. */
    public OneSecondCache(Clock clock, int limit) {
        this.clock = clock;
        this.limit = limit;
    }

    /** The value of {@code key}, read by {@code reader} unless it was read within the last second. */
    public Optional<V> get(K key, Function<K, Optional<V>> reader) {
        Instant now = clock.instant();
        Entry<V> entry = entries.get(key);
        if (entry != null && entry.isFreshAt(now)) {
            return Optional.of(entry.value);
        }
        Optional<V> value = reader.apply(key);
        if (entries.size() >= limit) {
            entries.clear();
        }
        value.ifPresentOrElse(found -> entries.put(key, new Entry<>(found, now)), () -> entries.remove(key));
        return value;
    }

    /** Removes the values that match. */
    public void removeIf(Predicate<V> matches) {
        entries.values().removeIf(entry -> matches.test(entry.value));
    }

    private record Entry<V>(V value, Instant readAt) {

        /** An entry is not fresh either if the clock was set back since. */
        boolean isFreshAt(Instant now) {
            return now.isBefore(readAt.plus(FRESH_FOR)) && !now.isBefore(readAt);
        }
    }
}
