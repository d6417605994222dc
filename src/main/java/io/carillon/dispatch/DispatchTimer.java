package io.carillon.dispatch;

import io.carillon.platform.FactLog;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.resource.ResourceException;
import java.io.IOException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;

/**
 * The EJB timers of every node. They fire each second; the window decides whether there is anything to close, so the
 * first firing of a minute is the tick and the others catch up with what it had to leave. Nothing may leave these methods:
 * the container would remove the timer for good.
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
        survive("tick.failed", ticker::tick);
    }

    /** Sends due deliveries: retries, and what a crash left behind. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void pump() {
        survive("pump.failed", pump::wake);
    }

    private static void survive(String fact, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            tell(fact, e);
        }
    }

    /** An outage is one line each second; what nobody foresaw has its stack trace. */
    private static void tell(String fact, Throwable failure) {
        Throwable root = FactLog.rootOf(failure);
        if (root instanceof SQLException || root instanceof IOException || root instanceof ResourceException
                || root instanceof XAException) {
            LOG.warn(fact, "reason", root);
        } else {
            LOG.error(fact, failure);
        }
    }
}
