package io.carillon.http;

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
 * Gives up late request bodies, each second. No exception may leave the method: the container would remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class ArrivingBodiesTimer {

    private static final FactLog LOG = FactLog.of(ArrivingBodiesTimer.class);

    @Inject
    private ArrivingBodies bodies;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(1), bodies::giveUpLate, LOG, "bodies.failed", "bodies.recovered");
    }

    /** Gives up the bodies that are late now; without waiting. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void giveUpLate() {
        work.fired();
    }
}
