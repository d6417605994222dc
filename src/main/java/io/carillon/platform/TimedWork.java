package io.carillon.platform;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Work that an EJB timer starts at an interval and that never runs twice at the same time on a node. EJB timers wait for the
 * time of day: when the system's clock is set back, they are silent for as long as the step. Then {@link TimerWatchdog} starts
 * the work at the same interval until the timer is heard again. No failure leaves {@link #fired}, because the container removes
 * a timer for good after two of them (decision 6).
 */
public final class TimedWork {

    /** How much later than planned the timer may be before the watchdog takes its place. */
    static final Duration LATE = Duration.ofSeconds(2);

    private final Duration interval;
    private final Runnable work;
    private final OutageLog outage;
    private final MonotonicClock clock;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private volatile long firedAt;
    private volatile long rungAt;

    TimedWork(Duration interval, Runnable work, OutageLog outage, MonotonicClock clock) {
        this.interval = interval;
        this.work = work;
        this.outage = outage;
        this.clock = clock;
        firedAt = clock.now();
        rungAt = firedAt;
    }

    /** The timer fired: does the work, unless it is still running. */
    public void fired() {
        firedAt = clock.now();
        ring();
    }

    /** Whether the timer is silent, and the work was not started for an interval. */
    boolean isMissed() {
        return clock.isLongerAgo(firedAt, interval.plus(LATE)) && clock.since(rungAt).compareTo(interval) >= 0;
    }

    /** Does the work, unless it is still running. */
    void ring() {
        rungAt = clock.now();
        if (!isRunning.compareAndSet(false, true)) {
            return;
        }
        try {
            work.run();
            outage.succeeded();
        } catch (Throwable e) {
            outage.failed(e);
        } finally {
            isRunning.set(false);
        }
    }

    /** When the timer or the watchdog last started the work, or found it running; a moment of {@link MonotonicClock}. */
    public long rungAt() {
        return rungAt;
    }
}
