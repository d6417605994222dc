package io.carillon.process.broker;

import jakarta.resource.spi.ActivationSpec;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/**
 * Keeps the adapter going: starts the embedded broker again when it has stopped by itself, as it does when it cannot write its
 * journal, and connects listeners again that the broker has forgotten. Looks every few seconds on a thread of its own.
 */
class AdapterWatch {

    private static final Logger LOG = Logger.getLogger(AdapterWatch.class.getName());
    /** How long it waits from one look to the next, unless a test is in a hurry. */
    static final Duration PAUSE = Duration.ofSeconds(3);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);
    private static final long REPEAT_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Map<ActivationSpec, ListenerActivation> listeners = Collections.synchronizedMap(new IdentityHashMap<>());
    private final EmbeddedBroker embedded;
    private final QueueView queues;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "carillon-adapter-watch");
        thread.setDaemon(true);
        return thread;
    });
    private boolean wasStopped;
    private long failedAt = System.nanoTime() - REPEAT_NANOS;

    /** {@code embedded} is null if the broker is another process. */
    AdapterWatch(EmbeddedBroker embedded, QueueView queues) {
        this.embedded = embedded;
        this.queues = queues;
    }

    /** Looks for the first time after {@code pause}, and again that long after each look. */
    void start(Duration pause) {
        executor.scheduleWithFixedDelay(this::look, pause.toNanos(), pause.toNanos(), TimeUnit.NANOSECONDS);
    }

    void add(ActivationSpec spec, ListenerActivation listener) {
        listeners.put(spec, listener);
    }

    void remove(ActivationSpec spec) {
        ListenerActivation listener = listeners.remove(spec);
        if (listener != null) {
            listener.stop();
        }
    }

    /** Stops watching, and stops all listeners. */
    void stop() {
        executor.shutdownNow();
        try {
            executor.awaitTermination(LONGEST_LOOK.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List.copyOf(listeners.keySet()).forEach(this::remove);
    }

    void look() {
        try {
            if (!isBrokerRunning()) {
                return;
            }
            for (ListenerActivation listener : List.copyOf(listeners.values())) {
                listener.check(queues);
            }
        } catch (Exception | LinkageError e) {
            report(e);
        }
    }

    /** Starts the embedded broker if it has stopped and there is room; an external one looks after itself. */
    private boolean isBrokerRunning() throws Exception {
        boolean isStopped = embedded != null && embedded.hasStopped();
        if (isStopped && !wasStopped) {
            LOG.warning("broker.stopped-by-itself; it is started again as soon as that is possible");
        }
        wasStopped = isStopped;
        if (!isStopped) {
            return true;
        }
        if (embedded.hasRoom()) {
            embedded.start();
            listeners.values().forEach(ListenerActivation::checkLater);
        }
        return false;
    }

    /** Once a minute: a broker that is away fails each time. */
    private void report(Throwable failure) {
        if (System.nanoTime() - failedAt >= REPEAT_NANOS) {
            failedAt = System.nanoTime();
            LOG.warning(() -> "adapter.check-failed reason=\"" + failure + "\"");
        }
    }
}
