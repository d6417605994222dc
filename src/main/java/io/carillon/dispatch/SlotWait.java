package io.carillon.dispatch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Claimed deliveries that wait for their slots: each is passed on when its slot comes, or when the node stops. Thread-safe. */
final class SlotWait {

    private final ScheduledExecutorService timer;
    private final Consumer<ClaimedDelivery> next;
    private final Set<ClaimedDelivery> waiting = ConcurrentHashMap.newKeySet();

    /** Passes deliveries on to {@code next}, from a thread of its own. */
    SlotWait(ThreadFactory threads, Consumer<ClaimedDelivery> next) {
        this.timer = Executors.newSingleThreadScheduledExecutor(threads);
        this.next = next;
    }

    void add(ClaimedDelivery claimed) {
        waiting.add(claimed);
        try {
            timer.schedule(() -> pass(claimed), claimed.slotAt() - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            pass(claimed); // stopped meanwhile
        }
    }

    private void pass(ClaimedDelivery claimed) {
        if (waiting.remove(claimed)) {
            next.accept(claimed);
        }
    }

    /** Passes on all of them. */
    void stop() {
        timer.shutdownNow();
        waiting.forEach(this::pass);
    }
}
