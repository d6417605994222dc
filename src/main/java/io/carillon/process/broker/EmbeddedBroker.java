package io.carillon.process.broker;

import java.io.InputStream;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The broker of a Carillon in one process, configured by {@code broker.xml} next to this class.
 *
 * <p>Carillon reaches it inside the process, and producers on this machine through a port on the loopback interface (core,
 * AMQP, OpenWire, STOMP and MQTT), unless the port is 0. A port or a journal that is already in use is an error at start.
 */
class EmbeddedBroker {

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class.getName());

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    void start(int port) throws Exception {
        broker.setConfiguration(configuration(port));
        broker.start();
        if (!broker.getActiveMQServer().isActive()) {
            broker.stop();
            throw new IllegalStateException("The embedded broker did not become active");
        }
        LOG.info(() -> "broker.started port=" + port);
    }

    void stop() {
        try {
            broker.stop();
            LOG.info("broker.stopped");
        } catch (Exception e) {
            LOG.log(Level.WARNING, "broker.stop failed; the journal is recovered at the next start", e);
        }
    }

    private Configuration configuration(int port) throws Exception {
        try (InputStream in = getClass().getResourceAsStream("broker.xml")) {
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
