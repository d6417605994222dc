package io.carillon.monitor;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimedWork;
import io.carillon.platform.TimerWatchdog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Writes the heartbeat of this node every ten seconds. No exception may leave the method: the container would remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class HeartbeatTimer {

    private static final FactLog LOG = FactLog.of(HeartbeatTimer.class);

    @Inject
    private Heartbeat heartbeat;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(10), heartbeat::beat, LOG, "heartbeat.failed", "heartbeat.recovered");
    }

    /** Writes one row. */
    @Schedule(hour = "*", minute = "*", second = "3/10", persistent = false)
    public void beat() {
        work.fired();
    }

    @PreDestroy
    void stop() {
        try {
            heartbeat.end();
        } catch (RuntimeException e) {
            LOG.debug("heartbeat.left", "node", heartbeat.id());
        }
    }
}
