package io.carillon.tracking;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimedWork;
import io.carillon.platform.TimerWatchdog;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Looks on every node for endpoints that have been failing for too long. No exception may leave the method: the container would
 * remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class FailurePolicyTimer {

    private static final FactLog LOG = FactLog.of(FailurePolicyTimer.class);

    @Inject
    private FailureSweep failures;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(2), this::sweepAll, LOG, "failure-policy.failed", "failure-policy.recovered");
    }

    /** Sweeps page after page until nothing is overdue. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void sweep() {
        work.fired();
    }

    private void sweepAll() {
        int done;
        do {
            done = failures.sweepPage();
        } while (done == FailureSweep.PAGE);
    }
}
