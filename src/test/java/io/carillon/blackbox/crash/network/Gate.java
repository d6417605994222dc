package io.carillon.blackbox.crash.network;

import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What everything on a {@link Link} passes: it takes its time, and while it is closed nothing comes through. */
final class Gate {

    private long delay;
    private boolean isClosed;

    synchronized void delay(Duration each) {
        delay = each.toNanos();
    }

    synchronized void close() {
        isClosed = true;
    }

    synchronized void open() {
        isClosed = false;
        notifyAll();
    }

    /** Returns when the delay is over and the gate is open. */
    synchronized void pass() throws InterruptedIOException {
        long end = System.nanoTime() + delay;
        try {
            for (long left = delay; left > 0; left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
            while (isClosed) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }
}
