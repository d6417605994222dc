package io.carillon.platform;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import javax.transaction.xa.XAException;

/**
 * Logs failures that repeat: one line when they begin, one a minute while they last, one when they end, however many there are.
 * An outage of the database, the broker or the network is a line; any other failure has its stack trace the first time.
 * Failures after a pause of a minute count as new. Thread-safe; a success without a failure before it costs nothing.
 */
public final class OutageLog {

    private static final Duration REPEAT = Duration.ofMinutes(1);

    private final FactLog log;
    private final String failed;
    private final String recovered;
    private final MonotonicClock clock;
    private volatile boolean isFailing;
    private boolean isReported;
    private long failures;
    private long firstAt;
    private long loggedAt;
    private long lastAt;

    private OutageLog(FactLog log, String failed, String recovered, MonotonicClock clock) {
        this.log = log;
        this.failed = failed;
        this.recovered = recovered;
        this.clock = clock;
        loggedAt = clock.now() - REPEAT.toNanos();
        lastAt = loggedAt;
    }

    /** Logs to {@code log} under the names {@code failed} and {@code recovered}. */
    public static OutageLog of(FactLog log, String failed, String recovered) {
        return of(log, failed, recovered, MonotonicClock.system());
    }

    static OutageLog of(FactLog log, String failed, String recovered, MonotonicClock clock) {
        return new OutageLog(log, failed, recovered, clock);
    }

    /** Something failed with {@code failure}. */
    public synchronized void failed(Throwable failure) {
        boolean isNew = begin();
        if (!isDue()) {
            return;
        }
        Throwable root = Causes.root(failure);
        if (!isNew) {
            logAgain(root);
        } else if (isOutage(root)) {
            log.warn(failed, "reason", root);
        } else {
            log.error(failed, failure);
        }
        reported();
    }

    /** Something failed; {@code reason} is a sentence. */
    public synchronized void failed(String reason) {
        boolean isNew = begin();
        if (!isDue()) {
            return;
        }
        if (isNew) {
            log.warn(failed, "reason", reason);
        } else {
            logAgain(reason);
        }
        reported();
    }

    private void logAgain(Object reason) {
        log.warn(failed, "reason", reason, "failures", failures, "seconds", clock.since(firstAt).toSeconds());
    }

    private boolean begin() {
        boolean isNew = !isFailing || clock.isLongerAgo(lastAt, REPEAT);
        lastAt = clock.now();
        if (isNew) {
            isFailing = true;
            isReported = false;
            failures = 0;
            firstAt = lastAt;
        }
        failures++;
        return isNew;
    }

    private boolean isDue() {
        return clock.since(loggedAt).compareTo(REPEAT) >= 0;
    }

    private void reported() {
        loggedAt = lastAt;
        isReported = true;
    }

    /** Something succeeded: the failures before it, if there were any, are over. */
    public void succeeded() {
        if (isFailing) {
            end();
        }
    }

    private synchronized void end() {
        if (isFailing && isReported) {
            log.info(recovered, "failures", failures, "seconds", clock.since(firstAt).toSeconds());
        }
        isFailing = false;
    }

    private static boolean isOutage(Throwable root) {
        return root instanceof SQLException || root instanceof IOException || root instanceof ResourceException
                || root instanceof XAException;
    }
}
