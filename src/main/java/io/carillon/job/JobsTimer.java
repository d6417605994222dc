package io.carillon.job;

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

/** Looks for jobs on every node. No exception may leave the method: the container would remove the timer for good. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class JobsTimer {

    private static final FactLog LOG = FactLog.of(JobsTimer.class);

    @Inject
    private JobRunner runner;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(1), runner::workOnOne, LOG, "jobs.failed", "jobs.recovered");
    }

    /** Works on a job that is due, for a few seconds at most unless what it needs hangs. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void work() {
        work.fired();
    }
}
