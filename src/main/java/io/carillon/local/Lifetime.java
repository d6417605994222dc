package io.carillon.local;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * How long the demonstration or a command runs: until the JVM begins to shut down or the thread is interrupted. Either ends the
 * wait for the next step.
 */
public final class Lifetime {

    private final CountDownLatch over = new CountDownLatch(1);

    /** A lifetime that ends when the JVM begins to shut down; it has already ended if the shutdown has begun. */
    public static Lifetime ofTheJvm() {
        Lifetime lifetime = new Lifetime();
        try {
            Runtime.getRuntime().addShutdownHook(new Thread(lifetime::end, "carillon-end"));
        } catch (IllegalStateException e) {
            lifetime.end();
        }
        return lifetime;
    }

    public void end() {
        over.countDown();
    }

    public boolean isOver() {
        return over.getCount() == 0;
    }

    /** Waits for {@code pause}, or until the end if that comes first; returns whether it goes on. */
    public boolean lasts(Duration pause) {
        try {
            return !over.await(pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            end();
            return false;
        }
    }

    /** Waits until the end. */
    void awaitEnd() {
        lasts(Duration.ofNanos(Long.MAX_VALUE));
    }
}
