package io.carillon.rejected;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimerGuard;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/** Looks for jobs on every node. No exception may leave the method: the container would remove the timer for good. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RejectedJobsTimer {

    private static final FactLog LOG = FactLog.of(RejectedJobsTimer.class);

    @Inject
    private JobRunner runner;

    /** Works on a job that is due, for a few seconds at most unless the broker hangs. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void work() {
        TimerGuard.run(LOG, "rejected-jobs.failed", runner::workOnOne);
    }
}
