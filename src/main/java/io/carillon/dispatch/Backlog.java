package io.carillon.dispatch;

import io.carillon.endpoint.TrackRecord;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Remembers for which skipped endpoints a claim need not read the backlog again. A claim that found less than its limit has seen
 * everything that was due, and what it left is due to endpoints without a free slot. While these are skipped, only deliveries
 * that have become due since then can go to others. Reading past a hundred thousand deliveries each time takes longer than
 * sending. Used only by the thread that claims.
 */
final class Backlog {

    /** How much further back a claim looks, because a transaction sets due times before it commits. */
    private static final Duration UNCOMMITTED = Duration.ofSeconds(1);
    /** How often a claim looks at everything, to find what took even longer to commit. */
    private static final Duration LOOK_AT_ALL = Duration.ofSeconds(10);

    private LeftOut known;
    private long knownAt;
    private long sawAllAt;

    /**
     * How far back a claim must look; empty when it must look at everything that is due. A claim that skips no endpoint always
     * looks at everything, since it has nothing to read past.
     *
     * @param now by {@link System#nanoTime()}
     */
    Optional<Duration> reach(LeftOut leftOut, long now) {
        if (known == null || leftOut.isEmpty() || !leftOut.contains(known) || now - sawAllAt > LOOK_AT_ALL.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(now - knownAt).plus(UNCOMMITTED));
    }

    /** Records that a claim at {@code now}, looking back {@code reach}, has seen all deliveries due outside {@code leftOut}. */
    void seenAll(LeftOut leftOut, Optional<Duration> reach, long now) {
        known = leftOut;
        knownAt = now;
        if (reach.isEmpty()) {
            sawAllAt = now;
        }
    }

    /**
     * The endpoints whose deliveries a claim skips.
     *
     * @param endpoints    those that are paused, and those without a free slot unless their track record is skipped
     * @param trackRecords those whose endpoints are all skipped
     */
    record LeftOut(Set<String> endpoints, Set<TrackRecord> trackRecords) {

        boolean isEmpty() {
            return endpoints.isEmpty() && trackRecords.isEmpty();
        }

        /** Whether it skips deliveries to this endpoint, which it may if the track record is not known. */
        boolean leaves(String endpointId, Optional<TrackRecord> trackRecord) {
            return endpoints.contains(endpointId)
                    || trackRecord.map(trackRecords::contains).orElse(!trackRecords.isEmpty());
        }

        private boolean contains(LeftOut other) {
            return endpoints.containsAll(other.endpoints) && trackRecords.containsAll(other.trackRecords);
        }

        static LeftOut of(Set<Recipient> refused, Set<TrackRecord> trackRecords, Set<String> paused) {
            Set<String> endpoints = new HashSet<>(paused);
            refused.stream().filter(recipient -> !trackRecords.contains(recipient.trackRecord()))
                    .map(Recipient::endpointId).forEach(endpoints::add);
            return new LeftOut(endpoints, trackRecords);
        }
    }
}
