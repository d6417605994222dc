package io.carillon.blackbox.crash;

import io.carillon.blackbox.support.CarillonProcess;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Kills a node at a moment that only producers or receivers see. They say when they come to it; the kill falls within the
 * next milliseconds, so that it finds the node at different steps.
 */
public final class Trap implements AutoCloseable {

    private static final int SPREAD_MICROS = 12_000;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<Set> set = new AtomicReference<>();
    private final Random random = new Random();

    /** Kills {@code node} at {@code point}, or without it when no process gets there within {@code limit}; whether one did. */
    public boolean killAt(KillPoint point, CarillonProcess node, Duration limit) {
        Set mine = new Set(point, node, new CountDownLatch(1));
        set.set(mine);
        boolean came = mine.await(limit) || !set.compareAndSet(mine, null) && mine.await(limit);
        if (!came) {
            node.kill();
        }
        return came;
    }

    /** A process is at {@code point}; {@code node} is null when it is not known which node that concerns. */
    public void reached(KillPoint point, CarillonProcess node) {
        Set now = set.get();
        if (now != null && now.point == point && (node == null || node == now.node) && set.compareAndSet(now, null)) {
            thread.schedule(now::spring, random.nextInt(SPREAD_MICROS), TimeUnit.MICROSECONDS);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private record Set(KillPoint point, CarillonProcess node, CountDownLatch sprung) {

        public void spring() {
            node.kill();
            sprung.countDown();
        }

        public boolean await(Duration limit) {
            try {
                return sprung.await(limit.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
