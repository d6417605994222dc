package io.carillon.queue;

import io.carillon.platform.MonotonicClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;

/** Knows when the listener of dead letters of this node was last called, whatever came of it. */
@ApplicationScoped
public class DeadLetterCalls {

    private MonotonicClock clock;
    private volatile long calledAt;

    /** For the container's proxy. */
    protected DeadLetterCalls() {
    }

    /** Not called yet; {@code clock} measures for how long. */
    @Inject
    public DeadLetterCalls(MonotonicClock clock) {
        this.clock = clock;
        calledAt = clock.now();
    }

    /** The listener is called, or a call has ended. */
    public void called() {
        calledAt = clock.now();
    }

    boolean areOverFor(Duration limit) {
        return clock.isLongerAgo(calledAt, limit);
    }
}
