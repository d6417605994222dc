package io.carillon.process.broker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The broker of a Carillon in one process, configured by {@code broker.xml} next to this class.
 *
 * <p>Carillon reaches it inside the process, and producers on this machine through a port on the loopback interface (core,
 * AMQP, OpenWire, STOMP and MQTT), unless the port is 0. A port or a journal that is already in use is an error at start.
 */
class EmbeddedBroker implements QueueView {

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class.getName());

    private static final long LEAST_BYTES = 32L << 20;

    private final int port;
    private volatile EmbeddedActiveMQ broker;

    EmbeddedBroker(int port) {
        this.port = port;
    }

    void start() throws Exception {
        EmbeddedActiveMQ starting = new EmbeddedActiveMQ().setConfiguration(configuration());
        broker = starting;
        starting.start();
        if (!starting.getActiveMQServer().isActive()) {
            starting.stop();
            throw new IllegalStateException("The embedded broker did not become active");
        }
        LOG.info(() -> "broker.started port=" + port);
    }

    /** Whether the broker has stopped by itself, as it does when it cannot write its journal. */
    boolean hasStopped() {
        return !server().isStarted();
    }

    /** Whether the disk of its journal has room enough to start. */
    boolean hasRoom() throws IOException {
        return Files.getFileStore(server().getConfiguration().getJournalLocation().toPath()).getUsableSpace() >= LEAST_BYTES;
    }

    @Override
    public int consumersOfAdapter(String queue) {
        ActiveMQServer server = server();
        Queue found = server.locateQueue(queue);
        return found == null ? 0 : (int) found.getConsumers().stream().filter(ServerConsumer.class::isInstance)
                .map(consumer -> server.getSessionByID(((ServerConsumer) consumer).getSessionID()))
                .filter(session -> session != null && isInside(session.getRemotingConnection().getRemoteAddress())).count();
    }

    private static boolean isInside(String address) {
        return address != null && address.startsWith("invm:");
    }

    @Override
    public boolean hasMessages(String queue) {
        Queue found = server().locateQueue(queue);
        return found != null && found.getMessageCount() > 0;
    }

    void stop() {
        try {
            broker.stop();
            LOG.info("broker.stopped");
        } catch (Exception e) {
            LOG.log(Level.WARNING, "broker.stop failed; the journal is recovered at the next start", e);
        }
    }

    InputStream xml() {
        return EmbeddedBroker.class.getResourceAsStream("broker.xml");
    }

    ActiveMQServer server() {
        return broker.getActiveMQServer();
    }

    private Configuration configuration() throws Exception {
        try (InputStream in = xml()) {
            Configuration configuration = new FileConfigurationParser().parseMainConfig(in);
            configuration.registerBrokerPlugin(new ProducerStamp());
            if (port != 0) {
                configuration.addAcceptorConfiguration("loopback",
                        "tcp://127.0.0.1:" + port + "?protocols=CORE,AMQP,OPENWIRE,STOMP,MQTT");
            }
            return configuration;
        }
    }
}
