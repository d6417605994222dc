package io.carillon.process.broker;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivation;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;

/**
 * The connection of one listener with its queue. The adapter connects it again when the connection breaks, but not when the
 * broker closes single consumers, as it does when it cannot deliver a message. {@link #check} notices that and connects it again.
 */
class ListenerActivation {

    private static final Logger LOG = Logger.getLogger(ListenerActivation.class.getName());
    private static final long MISSING_NANOS = TimeUnit.SECONDS.toNanos(9);
    /** Longer than the pause before a message that failed is delivered again: until then it waits, and no consumer is idle. */
    private static final long SILENT_NANOS = TimeUnit.SECONDS.toNanos(40);
    /** The time in which a listener that was connected again must be there. */
    private static final long SETUP_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final ActiveMQActivation activation;
    private final ActiveMQActivationSpec spec;
    private final WatchedEndpoints endpoints;
    private final LongSupplier clock;
    private boolean isMissing;
    private long missingSince;
    private long checkAgainAt;

    ListenerActivation(ActiveMQResourceAdapter adapter, MessageEndpointFactory factory, ActiveMQActivationSpec spec,
            LongSupplier clock) throws ResourceException {
        this.spec = spec;
        this.clock = clock;
        endpoints = new WatchedEndpoints(factory, clock);
        activation = new ActiveMQActivation(adapter, endpoints, spec);
        checkAgainAt = clock.getAsLong() + SETUP_NANOS;
    }

    void start() throws ResourceException {
        activation.start();
    }

    void stop() {
        activation.stop();
    }

    /**
     * Connects the listener again if some of its consumers are missing, or if messages wait while it does nothing.
     *
     * @param queue the current state of its queue
     */
    void check(QueueView queue) throws Exception {
        long now = clock.getAsLong();
        if (now - checkAgainAt < 0) {
            return;
        }
        int missing = spec.getMaxSession() - queue.consumersOfAdapter(spec.getDestination());
        boolean wasMissing = isMissing;
        isMissing = missing > 0;
        if (isMissing && !wasMissing) {
            missingSince = now;
        }
        if (isMissing && now - missingSince >= MISSING_NANOS) {
            connectAgain(missing + " of its " + spec.getMaxSession() + " consumers are gone");
        } else if (endpoints.isSilentFor(SILENT_NANOS) && queue.hasMessages(spec.getDestination())) {
            connectAgain("messages wait and it takes none");
        }
    }

    /** Leaves the adapter the time to connect by itself, as it does after the broker was away. */
    void checkLater() {
        isMissing = false;
        checkAgainAt = clock.getAsLong() + SETUP_NANOS;
    }

    private void connectAgain(String reason) {
        LOG.warning(() -> "listener.connected-again queue=" + spec.getDestination() + " reason=\"" + reason + "\"");
        checkLater();
        activation.startReconnectThread(reason);
    }
}
