package io.carillon.process.broker;

import static io.carillon.settings.Setting.BROKER_ADDRESS;
import static io.carillon.settings.Setting.BROKER_KEYSTORE;
import static io.carillon.settings.Setting.BROKER_KEYSTORE_PASSWORD;
import static io.carillon.settings.Setting.BROKER_USERS;

import io.carillon.settings.Settings;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The broker of a Carillon in one process, configured by {@code broker.xml} next to this class.
 *
 * <p>Carillon reaches it inside the process. Producers reach it through a port, unless the port is 0: on the loopback interface
 * without a password, or elsewhere as {@linkplain BrokerUsers users}, with TLS if there is a key store. A port or a journal that
 * is already in use is an error at start.
 */
class EmbeddedBroker {

    /**
     * The parameters of the producers' port. Producers write the name of the queue with various prefixes. AMQP messages that are
     * streamed to disk cannot be rewritten, so that starts only above the longest message that is allowed. Advisory topics are
     * for ActiveMQ 5's own tools.
     */
    static final String PARAMETERS = "protocols=CORE,AMQP,OPENWIRE,STOMP,MQTT"
            + ";anycastPrefix=/queue/,queue/,queue://,jms.queue.;amqpMinLargeMessageSize=17825792"
            + ";supportAdvisory=false;suppressInternalManagementObjects=true";

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class.getName());

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();

    /** Starts the broker; {@code port} 0 means that only this process reaches it. */
    void start(Settings settings, int port) throws Exception {
        broker.setConfiguration(configuration(settings, port));
        broker.setSecurityManager(settings.isSet(BROKER_USERS) ? BrokerUsers.of(settings.path(BROKER_USERS))
                : BrokerUsers.everyone());
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

    private Configuration configuration(Settings settings, int port) throws Exception {
        try (InputStream in = getClass().getResourceAsStream("broker.xml")) {
            Configuration configuration = new FileConfigurationParser().parseMainConfig(in);
            configuration.registerBrokerPlugin(new QueueGuard());
            if (port != 0) {
                configuration.addAcceptorConfiguration("producers", "tcp://" + settings.word(BROKER_ADDRESS) + ":" + port + "?"
                        + PARAMETERS + tls(settings));
            }
            return configuration;
        }
    }

    private static String tls(Settings settings) {
        return !settings.isSet(BROKER_KEYSTORE) ? ""
                : ";sslEnabled=true;keyStorePath=" + encoded(settings.path(BROKER_KEYSTORE).toAbsolutePath().toString())
                        + ";keyStorePassword=" + encoded(settings.text(BROKER_KEYSTORE_PASSWORD).orElse(""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
