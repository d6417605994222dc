package io.carillon.process;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Logger;
import javax.management.JMException;
import javax.management.ObjectName;
import sun.misc.Signal;

/**
 * Ends the process in order on SIGTERM or Ctrl-C. The node is no longer ready; the proxy gets time to notice; requests that come
 * later are refused, while those that have begun get their responses; then the virtual machine stops the server. Without this,
 * the virtual machine would stop the server at once, while it still takes requests.
 */
final class OrderlyStop {

    private static final Logger LOG = Logger.getLogger(OrderlyStop.class.getName());
    private static final String STOPPING = "carillon.stopping";
    /** From then on the listener refuses requests that begin. */
    private static final String REFUSING = "carillon.refusing";
    /** From then on the listener closes connections instead of answering. */
    private static final String CLOSED = "carillon.closed";
    /** Counts of the requests whose bodies arrive, and of those that are being answered. */
    private static final List<String> REQUESTS = List.of("io.carillon:type=ArrivingBodies", "io.carillon:type=OpenRequests");
    /** How long requests may take to end; longer than this, and they are cut off. */
    private static final long LIMIT = SECONDS.toNanos(10);
    private static final long LOOK = MILLISECONDS.toMillis(100);
    /** A response is written after its request has ended; so many looks in a row without a request are enough for that. */
    private static final int LOOKS = 5;
    /** Added to the number of the signal, it is the exit code of a process that a signal has ended. */
    private static final int EXIT = 128;

    private static final AtomicBoolean BEGUN = new AtomicBoolean();

    private OrderlyStop() {
    }

    /** Handles the signals from now on; the node stays in service for {@code delay} after a signal. */
    static void install(Duration delay) {
        for (String name : new String[] {"TERM", "INT"}) {
            try {
                Signal.handle(new Signal(name), signal -> stop(delay, EXIT + signal.getNumber()));
            } catch (IllegalArgumentException reservedForTheVirtualMachine) {
                LOG.fine(() -> "process.signal-not-handled name=" + name);
            }
        }
    }

    private static void stop(Duration delay, int exit) {
        if (!BEGUN.compareAndSet(false, true)) {
            return;
        }
        System.setProperty(STOPPING, "true");
        LOG.info(() -> "process.stopping seconds=" + delay.toSeconds());
        try {
            Thread.sleep(delay.toMillis());
            System.setProperty(REFUSING, "true");
            awaitResponses();
            System.setProperty(CLOSED, "true");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        System.exit(exit);
    }

    private static void awaitResponses() throws InterruptedException {
        LOG.info(() -> "process.draining requests=" + openRequests());
        long start = System.nanoTime();
        for (int quiet = 0; quiet < LOOKS && System.nanoTime() - start < LIMIT;) {
            quiet = openRequests() == 0 ? quiet + 1 : 0;
            Thread.sleep(LOOK);
        }
    }

    private static int openRequests() {
        return REQUESTS.stream().mapToInt(OrderlyStop::count).sum();
    }

    /** None as well when the application has not started. */
    private static int count(String requests) {
        try {
            return (Integer) ManagementFactory.getPlatformMBeanServer().getAttribute(new ObjectName(requests), "Count");
        } catch (JMException notStarted) {
            return 0;
        }
    }
}
