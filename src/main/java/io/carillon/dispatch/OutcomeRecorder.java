package io.carillon.dispatch;

import io.carillon.delivery.DeliveryResult;
import io.carillon.platform.FactLog;
import io.carillon.tracking.Outcome;
import io.carillon.tracking.Outcomes;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Records outcomes on a thread of its own, while attempts go on: what has come together while one transaction was written
 * goes into the next. A crash before it means that these deliveries are sent again, as it does for those in flight. What is
 * waiting here keeps its place in {@link Lanes}, so it cannot become more than may be claimed. What cannot be recorded
 * now, because the database is away, is recorded as soon as it can be while the lease lasts.
 */
final class OutcomeRecorder {

    private static final FactLog LOG = FactLog.of(OutcomeRecorder.class);
    private static final int LARGEST_BATCH = 128;
    private static final int AGAIN_MILLIS = 200;

    private final Outcomes outcomes;
    private final Duration lease;
    private final Consumer<Recipient> done;
    private final BlockingQueue<Attempted> waiting = new LinkedBlockingQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final ExecutorService thread;

    /** Tells {@code done} of each delivery whose outcome is recorded, or is left because its {@code lease} ended. */
    OutcomeRecorder(Outcomes outcomes, Duration lease, ThreadFactory threads, Consumer<Recipient> done) {
        this.outcomes = outcomes;
        this.lease = lease;
        this.done = done;
        this.thread = Executors.newSingleThreadExecutor(threads);
    }

    /** Records soon; returns at once. */
    void record(Claimed claimed, DeliveryResult result) {
        waiting.add(new Attempted(claimed, new Outcome(claimed.delivery(), result)));
        if (woken.compareAndSet(false, true) && !thread.isShutdown()) {
            thread.execute(this::recordAll);
        }
    }

    private void recordAll() {
        woken.set(false);
        List<Attempted> batch = new ArrayList<>();
        while (waiting.drainTo(batch, LARGEST_BATCH) > 0) {
            List<Attempted> again = failuresOf(List.copyOf(batch));
            waiting.addAll(again);
            batch.removeAll(again);
            if (batch.isEmpty()) {
                waitAMoment();
            }
            batch.forEach(attempted -> done.accept(attempted.claimed.recipient()));
            batch.clear();
        }
    }

    /**
     * Records {@code batch}; when that fails each by itself, so that one cannot take the others with it.
     *
     * @return what is to be tried again
     */
    private List<Attempted> failuresOf(List<Attempted> batch) {
        try {
            outcomes.record(batch.stream().map(Attempted::outcome).toList());
            return List.of();
        } catch (RuntimeException e) {
            if (batch.size() > 1) {
                return batch.stream().flatMap(attempted -> failuresOf(List.of(attempted)).stream()).toList();
            }
            Attempted alone = batch.get(0);
            if (!isRefused(e) && mayWait(alone)) {
                return batch;
            }
            LOG.warn("attempt.unrecorded", "id", alone.outcome.delivery().id(),
                    "endpoint", alone.claimed.recipient().endpointId(), "reason", FactLog.rootOf(e));
            return List.of();
        }
    }

    /** SQLSTATE 22 and 23: the database is there and will not take this, however often it is asked. */
    private static boolean isRefused(RuntimeException failure) {
        return FactLog.rootOf(failure) instanceof SQLException refused
                && String.valueOf(refused.getSQLState()).matches("2[23].*");
    }

    private boolean mayWait(Attempted attempted) {
        return !attempted.claimed.waitedLongerThan(lease) && stopped.getCount() > 0;
    }

    private void waitAMoment() {
        try {
            stopped.await(AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            stopped.countDown();
        }
    }

    /** Records what is waiting, for at most {@code seconds}. */
    void stop(int seconds) throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(seconds, TimeUnit.SECONDS);
        stopped.countDown();
        thread.shutdownNow();
    }

    private record Attempted(Claimed claimed, Outcome outcome) {
    }
}
