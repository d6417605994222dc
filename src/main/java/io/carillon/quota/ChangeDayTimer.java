package io.carillon.quota;

import io.carillon.platform.Causes;
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
 * Exchanges on every node the counts of the day with the other nodes every five seconds, and writes the rest when the node stops.
 * No exception may leave the method: the container would remove the timer.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ChangeDayTimer {

    private static final FactLog LOG = FactLog.of(ChangeDayTimer.class);

    @Inject
    private ChangeDayExchange exchange;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(5), exchange::run, LOG, "change-days.failed", "change-days.recovered");
    }

    /** Writes what was counted since the last time, and reads the counts of the other nodes. */
    @Schedule(hour = "*", minute = "*", second = "*/5", persistent = false)
    public void exchange() {
        work.fired();
    }

    /** Changes may have been accepted until now. */
    @PreDestroy
    void stop() {
        try {
            exchange.run();
        } catch (RuntimeException e) {
            LOG.warn("change-days.lost", "reason", Causes.root(e));
        }
    }
}
