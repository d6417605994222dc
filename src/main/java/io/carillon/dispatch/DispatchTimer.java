package io.carillon.dispatch;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimerGuard;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;

/**
 * The EJB timers, on every node. They fire each second, and the window decides whether there is anything to close: the first
 * firing after its end is the tick, and later ones close what it had to leave. No exception may leave these methods, because
 * the container removes a timer for good after two failures.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class DispatchTimer {

    private static final FactLog LOG = FactLog.of(DispatchTimer.class);

    @Inject
    private Ticker ticker;
    @Inject
    private DeliveryPump pump;
    @Inject
    private TickTimes record;

    /** Closes due buckets. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void tick() {
        record.fired();
        TimerGuard.run(LOG, "tick.failed", ticker::tick);
    }

    /** Sends due deliveries: retries, and those that a crash interrupted. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void pump() {
        TimerGuard.run(LOG, "pump.failed", pump::wake);
    }
}
