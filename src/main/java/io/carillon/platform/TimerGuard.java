package io.carillon.platform;

import jakarta.resource.ResourceException;
import java.io.IOException;
import java.sql.SQLException;
import javax.transaction.xa.XAException;

/**
 * Runs the work of a timer and catches every failure: the container removes a timer for good after two of them (decision 6).
 * An outage is logged as one line, any other failure with its stack trace.
 */
public final class TimerGuard {

    private TimerGuard() {
    }

    /** Runs {@code work}; a failure is logged to {@code log} under the name {@code fact}. */
    public static void run(FactLog log, String fact, Runnable work) {
        try {
            work.run();
        } catch (Throwable e) {
            Throwable root = FactLog.rootOf(e);
            if (isOutage(root)) {
                log.warn(fact, "reason", root);
            } else {
                log.error(fact, e);
            }
        }
    }

    private static boolean isOutage(Throwable root) {
        return root instanceof SQLException || root instanceof IOException || root instanceof ResourceException
                || root instanceof XAException;
    }
}
