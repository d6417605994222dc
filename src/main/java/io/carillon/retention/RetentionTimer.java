package io.carillon.retention;

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
 * Removes old rows on every node, four times a minute and away from second 0, which is the time of the tick. No exception may
 * leave the method: the container would remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class RetentionTimer {

    private static final FactLog LOG = FactLog.of(RetentionTimer.class);

    @Inject
    private Retention retention;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(15), retention::enforce, LOG, "retention.failed", "retention.recovered");
    }

    /** Removes old rows, for a few seconds at most. */
    @Schedule(hour = "*", minute = "*", second = "5,20,35,50", persistent = false)
    public void enforce() {
        work.fired();
    }
}
