package io.carillon.dispatch;

import io.carillon.platform.ClockSteps;
import io.carillon.platform.FactLog;
import io.carillon.platform.MonotonicClock;
import io.carillon.platform.PlannedTimes;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * After the system's clock was set back, moves what the embedded database's clock had planned back by the same step; otherwise
 * retries, leases, notices and buckets would wait for as long as the step. The clock of the embedded database is the system's.
 * PostgreSQL has its own clock, which all nodes share, so there nothing is moved (decision 13). Runs on the thread of the tick.
 */
@ApplicationScoped
class ClockRepair {

    private static final FactLog LOG = FactLog.of(ClockRepair.class);

    private ClockSteps steps;
    private Iterable<PlannedTimes> owners;
    private PlannedTimesMove move;
    private boolean isOurClock;
    private final Deque<Pending> pending = new ArrayDeque<>();

    protected ClockRepair() {
    }

    @Inject
    ClockRepair(Clock clock, MonotonicClock monotonic, Instance<PlannedTimes> owners, PlannedTimesMove move, Settings settings) {
        this(new ClockSteps(clock, monotonic), owners, move, settings.embeddedDatabase());
    }

    ClockRepair(ClockSteps steps, Iterable<PlannedTimes> owners, PlannedTimesMove move, boolean isOurClock) {
        this.steps = steps;
        this.owners = owners;
        this.move = move;
        this.isOurClock = isOurClock;
    }

    /** Moves what is to be moved, each owner in a transaction of its own; what fails is tried again by the next call. */
    void repair() {
        Duration back = steps.back();
        if (!back.isZero()) {
            LOG.warn("clock.set-back", "seconds", back.toSeconds());
            if (isOurClock) {
                owners.forEach(owner -> pending.add(new Pending(owner, back)));
            }
        }
        while (!pending.isEmpty()) {
            move.back(pending.peek().owner(), pending.peek().step());
            pending.remove();
        }
    }

    private record Pending(PlannedTimes owner, Duration step) {
    }
}
