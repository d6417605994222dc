package io.carillon.source;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimedWork;
import io.carillon.platform.TimerWatchdog;
import io.carillon.source.SourceSecretsRenewal.Page;
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
 * Renews secrets of sources that are encrypted with earlier keys, after the start of a node and until none is left; then one log
 * line says so. No exception may leave the method: the container would remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SourceSecretsTimer {

    private static final FactLog LOG = FactLog.of(SourceSecretsTimer.class);

    @Inject
    private SourceSecretsRenewal renewal;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;
    private volatile boolean isDone;
    private int renewed;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(15), this::renewUnlessDone, LOG, "source-secrets.not-renewed",
                "source-secrets.renewal-recovered");
    }

    /** Goes through all sources, unless the previous run found nothing to renew. */
    @Schedule(hour = "*", minute = "*", second = "12,27,42,57", persistent = false)
    public void renew() {
        work.fired();
    }

    private void renewUnlessDone() {
        if (!isDone) {
            renewAll();
        }
    }

    private void renewAll() {
        int found = 0;
        int failed = 0;
        String after = "";
        while (after != null) {
            Page page = renewal.renew(after);
            found += page.renewed();
            failed += page.failed();
            after = page.next();
        }
        renewed += found;
        isDone = found == 0;
        if (isDone && renewed + failed > 0) {
            LOG.info("source-secrets.renewed", "sources", renewed, "unreadable", failed);
        }
    }
}
