package io.carillon.benchmark;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.deployers.impl.FileConfigurationParser;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * What Artemis does by itself: the product's own broker configuration in this process but for users and the plugin, senders that
 * wait until a durable message is on the disk, and as many listeners that acknowledge each message.
 */
final class BrokerLimit implements AutoCloseable {

    private static final int ON_THE_WAY = 1_000;
    /** Writes a line for each message unless switched off; the product has none either. Kept, or it forgets its level. */
    private static final Logger AUDIT = Logger.getLogger("org.apache.activemq.audit");

    private final EmbeddedActiveMQ broker = new EmbeddedActiveMQ();
    private final List<JMSContext> sessions = new ArrayList<>();
    private final Semaphore places = new Semaphore(ON_THE_WAY);
    private final AtomicLong acknowledged = new AtomicLong();
    private final ClosedLoop senders;

    /** {@code concurrency} senders of {@code body}, and as many listeners. */
    BrokerLimit(Path folder, int concurrency, Supplier<String> body) throws Exception {
        AUDIT.setLevel(Level.OFF);
        System.setProperty("carillon.home", folder.toString());
        try (var xml = Files.newInputStream(Path.of("server-config", "broker.xml"))) {
            Configuration configuration = new FileConfigurationParser().parseMainConfig(xml);
            configuration.setSecurityEnabled(false);
            broker.setConfiguration(configuration).start();
        }
        ConnectionFactory factory = new ActiveMQConnectionFactory("vm://0");
        List<Work> workers = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            listen(factory);
            workers.add(sender(factory, body));
        }
        senders = new ClosedLoop(workers);
    }

    private void listen(ConnectionFactory factory) {
        JMSContext session = session(factory);
        session.createConsumer(session.createQueue("carillon.changes")).setMessageListener(message -> {
            acknowledged.incrementAndGet();
            places.release();
        });
    }

    private Work sender(ConnectionFactory factory, Supplier<String> body) {
        JMSContext session = session(factory);
        Queue queue = session.createQueue("carillon.changes");
        var producer = session.createProducer().setDeliveryMode(DeliveryMode.PERSISTENT);
        return () -> {
            places.acquire();
            producer.send(queue, body.get());
            return 1;
        };
    }

    private JMSContext session(ConnectionFactory factory) {
        JMSContext session = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        sessions.add(session);
        return session;
    }

    void warmUp(Duration least) {
        senders.warmUp(least, () -> true);
    }

    /** Messages sent and acknowledged in a second. */
    double perSecond(Duration time) {
        long before = acknowledged.get();
        Rate sent = senders.run(time);
        return (acknowledged.get() - before) / sent.seconds();
    }

    @Override
    public void close() throws Exception {
        sessions.forEach(JMSContext::close);
        broker.stop();
    }
}
