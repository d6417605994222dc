package io.carillon.dispatch;

import io.carillon.endpoint.TrackRecord;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Remembers behind whom a claim need not look again. A claim that found less than it wanted has seen all that was due, and
 * whatever it left is due to endpoints that had no place. As long as these are left out, only what has become due since then
 * can be for others; reading through a hundred thousand deliveries to them each time takes longer than sending. For the one
 * thread that claims.
 */
final class Backlog {

    /** A transaction times what it writes before it commits. */
    private static final Duration UNCOMMITTED = Duration.ofSeconds(1);
    /** What took even longer to commit is found then. */
    private static final Duration LOOK_AT_ALL = Duration.ofSeconds(10);

    private LeftOut known;
    private long knownAt;
    private long sawAllAt;

    /**
     * How far back a claim must look, or nothing when it must look at all that is due; so must one that leaves out nobody, since
     * it has nothing to read through.
     *
     * @param now by {@link System#nanoTime()}
     */
    Optional<Duration> reach(LeftOut leftOut, long now) {
        if (known == null || leftOut.isEmpty() || !leftOut.contains(known) || now - sawAllAt > LOOK_AT_ALL.toNanos()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofNanos(now - knownAt).plus(UNCOMMITTED));
    }

    /** A claim that looked as far as {@code reach}, at {@code now}, has seen all that was due to others than {@code leftOut}. */
    void seenAll(LeftOut leftOut, Optional<Duration> reach, long now) {
        known = leftOut;
        knownAt = now;
        if (reach.isEmpty()) {
            sawAllAt = now;
        }
    }

    /**
     * Whose deliveries a claim leaves out.
     *
     * @param endpoints that have no place, unless their standing says so
     * @param trackRecords whose endpoints have none
     */
    record LeftOut(Set<String> endpoints, Set<TrackRecord> trackRecords) {

        boolean isEmpty() {
            return endpoints.isEmpty() && trackRecords.isEmpty();
        }

        private boolean contains(LeftOut other) {
            return endpoints.containsAll(other.endpoints) && trackRecords.containsAll(other.trackRecords);
        }

        static LeftOut of(Set<Recipient> refused, Set<TrackRecord> trackRecords) {
            return new LeftOut(refused.stream().filter(recipient -> !trackRecords.contains(recipient.trackRecord()))
                    .map(Recipient::endpointId).collect(Collectors.toSet()), trackRecords);
        }
    }
}
