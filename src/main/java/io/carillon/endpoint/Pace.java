package io.carillon.endpoint;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The slots of an endpoint with a rate limit: one interval apart, from the first that no node has taken on. A slot is the moment
 * from which one attempt may start. Slots of the past are lost, except for those of the last moment, which make up for a claim
 * that comes late.
 *
 * @param interval the time between two slots
 * @param nextAt   the first slot that is not taken
 * @param now      the database's time
 */
public record Pace(String endpointId, Duration interval, Instant nextAt, Instant now) {

    /** How far ahead slots are taken: longer than a node takes from one claim to the next. */
    static final Duration AHEAD = Duration.ofMillis(2_500);
    /** How much of the past is not lost: an idle endpoint gets so much of its limit at once. */
    static final Duration LENIENCE = Duration.ofMillis(100);

    /** Up to {@code most} slots that may be taken now: how long each of them has to be waited for. */
    public List<Duration> slots(int most) {
        long reach = Duration.between(first(), now.plus(AHEAD)).toNanos();
        long open = reach < 0 ? 0 : reach / interval.toNanos() + 1;
        return IntStream.range(0, (int) Math.min(most, open)).mapToObj(this::untilSlot).toList();
    }

    private Duration untilSlot(int slot) {
        Duration until = Duration.between(now, first().plus(interval.multipliedBy(slot)));
        return until.isNegative() ? Duration.ZERO : until;
    }

    private Instant first() {
        Instant earliest = now.minus(LENIENCE);
        return nextAt.isAfter(earliest) ? nextAt : earliest;
    }

    /** The same, after {@code number} slots are taken. */
    public Pace after(int number) {
        return new Pace(endpointId, interval, first().plus(interval.multipliedBy(number)), now);
    }

    /** Whether the slots up to now are all taken, so that the next attempt has to wait. */
    public boolean isTaken() {
        return nextAt.isAfter(now);
    }

    /** In what time a claim should take slots again: early enough that none is lost, late enough that it gets several. */
    public Duration untilClaim() {
        Duration until = Duration.between(now.plus(AHEAD.dividedBy(2)), nextAt);
        return until.isNegative() ? Duration.ZERO : until;
    }
}
