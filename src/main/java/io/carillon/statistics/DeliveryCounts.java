package io.carillon.statistics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Counts attempts, and skipped and polled deliveries, of this node in memory. Call it once for each, when it is committed. */
@ApplicationScoped
public class DeliveryCounts {

    private Counts counts;

    protected DeliveryCounts() {
    }

    /** Nothing is counted yet. */
    @Inject
    public DeliveryCounts(Clock clock) {
        counts = new Counts(StatisticsTable.DELIVERIES, clock);
    }

    /** Counts an attempt, in the minute in which it started. */
    public void attempted(Attempted attempt) {
        int minute = Counts.minuteOf(attempt.startedAt);
        int outcome = DeliveryMeasures.placeOf(attempt.outcome);
        int duration = DeliveryMeasures.DURATION + Scale.DURATION.bucketOf(attempt.millis);
        counts.add(minute, attempt.subject, 1, outcome, duration);
        if (attempt.next != Next.NOTHING) {
            counts.add(minute, attempt.subject, 1,
                    attempt.next == Next.RETRY ? DeliveryMeasures.RETRIED : DeliveryMeasures.FAILED);
        }
        if (attempt.firstChangeAt != null) {
            long latency = Math.max(0, Duration.between(attempt.firstChangeAt, attempt.startedAt).toMillis());
            counts.add(minute, attempt.subject, 1, DeliveryMeasures.LATENCY + Scale.LATENCY.bucketOf(latency));
        }
    }

    /** Counts {@code deliveries} that were skipped now. */
    public void skipped(Subject subject, int deliveries) {
        counts.add(counts.minute(), subject, deliveries, DeliveryMeasures.SKIPPED);
    }

    /** Counts {@code deliveries} that polls confirmed now: they succeeded, without an attempt that took time. */
    public void read(Subject subject, int deliveries) {
        counts.add(counts.minute(), subject, deliveries, DeliveryMeasures.placeOf("succeeded"));
    }

    Counts counts() {
        return counts;
    }

    /** What follows an attempt. */
    public enum Next {
        /** It succeeded, or its delivery was cancelled. */
        NOTHING,
        /** Another attempt. */
        RETRY,
        /** Its delivery was given up. */
        GIVEN_UP
    }

    /**
     * A recorded attempt.
     *
     * @param outcome       as in the attempt log
     * @param millis        how long it took
     * @param firstChangeAt when the first change that it reports happened; null unless it is the first attempt
     */
    public record Attempted(Subject subject, Instant startedAt, String outcome, Next next, long millis, Instant firstChangeAt) {
    }
}
