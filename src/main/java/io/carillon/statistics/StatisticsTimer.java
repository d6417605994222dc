package io.carillon.statistics;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimedWork;
import io.carillon.platform.TimerWatchdog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Writes on every node what was counted in the last minute, a few seconds after its end, and the rest when the node stops. No
 * exception may leave the method: the container would remove the timer.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class StatisticsTimer {

    private static final FactLog LOG = FactLog.of(StatisticsTimer.class);

    @Inject
    private StatisticsFlush flush;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofMinutes(1), flush::run, LOG, "statistics.failed", "statistics.recovered");
    }

    /** Writes the last minute. */
    @Schedule(hour = "*", minute = "*", second = "8", persistent = false)
    public void write() {
        work.fired();
    }

    /** Changes may have been applied until now. */
    @PreDestroy
    void stop() {
        flush.end();
    }
}
