package io.carillon.endpoint;

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
 * Renews signing secrets that are encrypted with earlier keys, after the start of a node and until none is left; then one log
 * line reports that the earlier keys can be removed. No exception may leave the method: the container would remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SecretsTimer {

    private static final FactLog LOG = FactLog.of(SecretsTimer.class);

    @Inject
    private SecretsRenewal renewal;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;
    private volatile boolean isDone;
    private int renewed;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(15), this::renewUnlessDone, LOG, "secrets.not-renewed",
                "secrets.renewal-recovered");
    }

    /** Goes through all endpoints, unless the previous run found nothing to renew. */
    @Schedule(hour = "*", minute = "*", second = "10,25,40,55", persistent = false)
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
        String first = null;
        SecretsRenewal.Page page = new SecretsRenewal.Page(0, 0, null, "", true);
        while (page.isFull()) {
            page = renewal.renew(page.last());
            found += page.renewed();
            failed += page.failed();
            first = first == null ? page.first() : first;
        }
        renewed += found;
        isDone = found == 0;
        if (isDone && failed > 0) {
            LOG.warn("secrets.undecryptable", "endpoints", failed, "first", first, "reason",
                    "CARILLON_SECRETS_KEY and CARILLON_SECRETS_KEYS_PREVIOUS have no key that decrypts them");
        }
        if (isDone && renewed + failed > 0) {
            LOG.info("secrets.renewed", "endpoints", renewed, "unreadable", failed);
        }
    }
}
