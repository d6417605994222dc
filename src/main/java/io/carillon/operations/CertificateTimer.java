package io.carillon.operations;

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
 * Looks on every node for client certificates that end soon. No exception may leave the method: the container would remove the
 * timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class CertificateTimer {

    private static final FactLog LOG = FactLog.of(CertificateTimer.class);

    @Inject
    private CertificateSweep certificates;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(30), this::sweepAll, LOG, "certificates.failed", "certificates.recovered");
    }

    /** Sweeps page after page until nothing is left to report. */
    @Schedule(hour = "*", minute = "*", second = "5,35", persistent = false)
    public void sweep() {
        work.fired();
    }

    private void sweepAll() {
        int done;
        do {
            done = certificates.sweepPage();
        } while (done == CertificateSweep.PAGE);
    }
}
