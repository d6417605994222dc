package io.carillon.dispatch;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimedWork;
import io.carillon.platform.TimerWatchdog;
import io.carillon.statistics.DeliveryCounts;
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
 * Looks each second, on every node, for endpoints that were switched off, and settles their pending deliveries. No exception may
 * leave the method: the container would remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SettlementTimer {

    private static final FactLog LOG = FactLog.of(SettlementTimer.class);

    @Inject
    private Settlement settlement;
    @Inject
    private DeliveryCounts counts;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(1), this::settleAll, LOG, "settlement.failed", "settlement.recovered");
    }

    /** Settles the deliveries of all endpoints that were switched off. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    public void settle() {
        work.fired();
    }

    private void settleAll() {
        settlement.endpoints().forEach(this::settle);
    }

    private void settle(String endpointId) {
        int total = 0;
        Settlement.Page page;
        String last = "";
        do {
            page = settlement.settle(endpointId, last);
            page.skipped().forEach(counts::skipped);
            total += page.settled();
            last = page.last();
        } while (page.isFull());
        if (total > 0) {
            LOG.info("endpoint.settled", "endpoint", endpointId, "deliveries", total);
        }
    }
}
