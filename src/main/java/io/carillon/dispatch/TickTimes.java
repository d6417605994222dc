package io.carillon.dispatch;

import io.carillon.platform.MonotonicClock;
import io.carillon.platform.TimedWork;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Keeps for the health checks of this node when a tick was last started, by the timer or the watchdog, and when one last closed
 * a page, even an empty one. Setting the system's clock does not change these times.
 */
@ApplicationScoped
class TickTimes {

    private MonotonicClock clock;
    private long startedAt;
    private volatile TimedWork ticks;
    private volatile long succeededAt;
    private volatile boolean hasSucceeded;

    protected TickTimes() {
    }

    @Inject
    TickTimes(MonotonicClock clock) {
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        startedAt = clock.now();
        succeededAt = startedAt;
    }

    /** {@code ticks} is the work of closing buckets. */
    void follow(TimedWork ticks) {
        this.ticks = ticks;
    }

    void succeeded() {
        succeededAt = clock.now();
        hasSucceeded = true;
    }

    /** The moment when a tick was last started, or found still running. */
    long lastFired() {
        return ticks == null ? startedAt : ticks.rungAt();
    }

    /** The moment when a page was last closed; the start of the node if none was. */
    long lastSucceeded() {
        return succeededAt;
    }

    boolean hasSucceeded() {
        return hasSucceeded;
    }

    Duration sinceFired() {
        return clock.since(lastFired());
    }

    Duration sinceSucceeded() {
        return clock.since(lastSucceeded());
    }
}
