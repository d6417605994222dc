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
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerConsumer;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;

/**
 * The broker of a Carillon in one process, configured by {@code broker.xml} next to this class.
 *
 * <p>Carillon reaches it inside the process. Producers reach it through a port, unless the port is 0: on the loopback interface
 * without a password, or elsewhere as {@linkplain BrokerUsers users}, with TLS if there is a key store. A port or a journal that
 * is already in use is an error at start.
 */
class EmbeddedBroker implements QueueView {

    /**
     * The parameters of the producers' port. Producers write the name of the queue with various prefixes. AMQP messages that are
     * streamed to disk cannot be rewritten, so that starts only above the longest message that is allowed. Advisory topics are
     * for ActiveMQ 5's own tools. An MQTT session that is not used for a day is forgotten. Web pages may open web sockets to
     * every machine: their frames may have no content.
     */
    static final String PARAMETERS = "protocols=CORE,AMQP,OPENWIRE,STOMP,MQTT"
            + ";anycastPrefix=/queue/,queue/,queue:%2F%2F,jms.queue.;amqpMinLargeMessageSize=17825792"
            + ";supportAdvisory=false;suppressInternalManagementObjects=true"
            + ";webSocketMaxFramePayloadLength=0"
            + ";defaultMqttSessionExpiryInterval=" + MqttRules.LONGEST_SESSION;

    private static final Logger LOG = Logger.getLogger(EmbeddedBroker.class.getName());

    private final Settings settings;
    private final int port;
    private volatile EmbeddedActiveMQ broker;

    /** A broker that producers reach through {@code port}; 0 for none. */
    EmbeddedBroker(Settings settings, int port) {
        this.settings = settings;
        this.port = port;
    }

    void start() throws Exception {
        EmbeddedActiveMQ starting = new EmbeddedActiveMQ().setConfiguration(configuration());
        starting.setSecurityManager(settings.isSet(BROKER_USERS) ? BrokerUsers.of(settings.path(BROKER_USERS))
                : BrokerUsers.everyone());
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

    /** Whether its disk has room enough to start. */
    boolean hasRoom() {
        return new DiskRoom(server().getConfiguration()).isEnough();
    }

    @Override
    public int consumersOfAdapter(String queue) {
        ActiveMQServer server = server();
        Queue found = server.locateQueue(queue);
        return found == null ? 0 : (int) found.getConsumers().stream().filter(ServerConsumer.class::isInstance)
                .map(consumer -> server.getSessionByID(((ServerConsumer) consumer).getSessionID()))
                .filter(session -> session != null && BrokerUsers.isInside(session.getRemotingConnection())).count();
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
            configuration.registerBrokerPlugin(new QueueGuard());
            if (port != 0) {
                configuration.addAcceptorConfiguration("producers", "tcp://" + settings.word(BROKER_ADDRESS) + ":" + port + "?"
                        + PARAMETERS + tls());
            }
            return configuration;
        }
    }

    private String tls() {
        return !settings.isSet(BROKER_KEYSTORE) ? ""
                : ";sslEnabled=true;keyStorePath=" + encoded(settings.path(BROKER_KEYSTORE).toAbsolutePath().toString())
                        + ";keyStorePassword=" + encoded(settings.text(BROKER_KEYSTORE_PASSWORD).orElse(""));
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
