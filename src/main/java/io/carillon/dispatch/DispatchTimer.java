package io.carillon.dispatch;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimedWork;
import io.carillon.platform.TimerWatchdog;
import jakarta.annotation.PostConstruct;
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
 * The EJB timers, on every node. They fire each second, and the window decides whether there is anything to close: the first
 * firing after its end is the tick, and later ones close what it had to leave. While a timer is silent, the watchdog starts its
 * work. No exception may leave these methods, because the container removes a timer for good after two failures.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class DispatchTimer {

    private static final FactLog LOG = FactLog.of(DispatchTimer.class);
    private static final Duration EACH_SECOND = Duration.ofSeconds(1);

    @Inject
    private Ticker ticker;
    @Inject
    private DeliveryPump pump;
    @Inject
    private ClockRepair clock;
    @Inject
    private TickTimes times;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork ticks;
    private TimedWork pumps;

    @PostConstruct
    void watch() {
        ticks = watchdog.watch(EACH_SECOND, this::closeDue, LOG, "tick.failed", "tick.recovered");
        times.follow(ticks);
        pumps = watchdog.watch(EACH_SECOND, pump::wake, LOG, "pump.failed", "pump.recovered");
    }

    /** Closes due buckets. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        ticks.fired();
    }

    /** Sends due deliveries: retries, and those that a crash interrupted. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void pump() {
        pumps.fired();
    }

    private void closeDue() {
        clock.repair();
        ticker.tick();
    }
}
