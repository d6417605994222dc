package io.carillon.dispatch;

import io.carillon.database.SqlState;
import io.carillon.meter.Meters;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import io.carillon.platform.GroupCommit;
import io.carillon.statistics.DeliveryCounts;
import io.carillon.tracking.Outcome;
import io.carillon.tracking.Outcomes;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Records outcomes; those that arrive at the same time share a transaction. A sending thread starts nothing else until its
 * outcome is recorded, so a crash repeats no more webhooks than may be in flight. While the lease lasts, an outcome that cannot
 * be recorded because the database is down is retried.
 */
final class OutcomeRecorder {

    private static final FactLog LOG = FactLog.of(OutcomeRecorder.class);
    private static final int LARGEST_GROUP = 128;
    private static final int AGAIN_MILLIS = 200;

    private final GroupCommit<Outcome> group;
    private final Duration lease;
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Retries until the {@code lease} of a delivery has ended. */
    OutcomeRecorder(Outcomes outcomes, DeliveryCounts counts, Duration lease) {
        this.group = new GroupCommit<>(batch -> {
            Meters.GROUP_SIZE.observe(batch.size(), "outcomes");
            outcomes.record(batch).forEach(recorded -> counts.attempted(AttemptCounts.of(recorded)));
        }, LARGEST_GROUP);
        this.lease = lease;
    }

    /** Returns when the outcome is recorded, or when recording is given up; then the delivery is sent again. */
    void record(ClaimedDelivery claimed, Outcome outcome) {
        while (!isSettled(claimed, outcome)) {
            waitAMoment();
        }
    }

    private boolean isSettled(ClaimedDelivery claimed, Outcome outcome) {
        try {
            group.write(outcome);
            AttemptMeters.count(outcome);
            return true;
        } catch (RuntimeException e) {
            if (!isRefused(e) && !claimed.waitedLongerThan(lease) && stopped.getCount() > 0) {
                return false;
            }
            LOG.warn("attempt.unrecorded", "id", outcome.delivery().id(), "endpoint", claimed.recipient().endpointId(),
                    "reason", Causes.root(e));
            return true;
        }
    }

    /** Whether the database works but will never store this outcome, however often it is retried. */
    private static boolean isRefused(RuntimeException failure) {
        return SqlState.of(failure).filter(EnumSet.of(SqlState.CONFLICT, SqlState.DATA_REJECTED)::contains).isPresent();
    }

    private void waitAMoment() {
        try {
            stopped.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stop();
        }
    }

    /** From now on nothing is retried. */
    void stop() {
        stopped.countDown();
    }
}
