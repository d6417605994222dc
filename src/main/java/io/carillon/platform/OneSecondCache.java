package io.carillon.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
        keep(key, value, now);
        return value;
    }

    private void keep(K key, Optional<V> value, Instant now) {
        if (value.isEmpty()) {
            entries.remove(key);
            return;
        }
        if (entries.size() >= limit) {
            entries.clear();
        }
        entries.put(key, new Entry<>(value.get(), now));
    }

    /**
     * The values of {@code keys}, without those that have none; {@code reader} reads all that were not read within the last
     * second.
     */
    public Map<K, V> getAll(Set<K> keys, Function<Set<K>, Map<K, V>> reader) {
        Instant now = clock.instant();
        Map<K, V> values = new HashMap<>();
        Set<K> missing = new HashSet<>();
        for (K key : keys) {
            Entry<V> entry = entries.get(key);
            if (entry != null && entry.isFreshAt(now)) {
                values.put(key, entry.value);
            } else {
                missing.add(key);
            }
        }
        if (!missing.isEmpty()) {
            Map<K, V> read = reader.apply(missing);
            missing.forEach(key -> keep(key, Optional.ofNullable(read.get(key)), now));
            values.putAll(read);
        }
        return values;
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
