package io.carillon.process.broker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.support.SmallDisk;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.ActiveMQAddressFullException;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.message.impl.CoreMessage;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPStandardMessage;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message that is on the queue already and that the broker cannot convert, and one that comes while the disk is full. */
class QueueGuardTest {

    private static final int MEGABYTES = 40;
    private static final Logger ARTEMIS = Logger.getLogger("org.apache.activemq.artemis.protocol.amqp");

    @Test
    void aDeadLetterNeverCostsAConsumer() {
        ARTEMIS.setLevel(Level.OFF); // the failed conversion is a stack trace
        AMQPStandardMessage message = unconvertible();
        assertThrows(RuntimeException.class, message::toCore);
        assertThat(new QueueGuard().canAccept(null, reference(message, "carillon.dead-letter")), is(true));
        assertDoesNotThrow(() -> message.toCore());
    }

    @Test
    void whileTheDiskIsFullNoMessageIsTaken(@TempDir Path folder) throws Exception {
        Optional<SmallDisk> small = SmallDisk.in(folder, MEGABYTES);
        assumeTrue(small.isPresent(), "no small file system can be mounted here");
        QueueGuard guard = new QueueGuard();
        try (SmallDisk disk = small.get()) {
            guard.registered(brokerIn(disk.folder()));
            assertDoesNotThrow(() -> send(guard));
            disk.fill();
            assertThrows(ActiveMQAddressFullException.class, () -> send(guard));
            disk.free();
            assertDoesNotThrow(() -> send(guard));
        }
    }

    @Test
    void whatAnotherBrokerForwardsStaysAsItIs() throws Exception {
        CoreMessage forwarded = sent("carillon-cluster");
        assertThat(forwarded.getStringProperty(Stamps.PROTOCOL), is("http"));
        assertThat(forwarded.getStringProperty("_AMQ_BRIDGE_DUP"), is("of the bridge"));
        CoreMessage forged = sent("a producer");
        assertThat(forged.getStringProperty(Stamps.PROTOCOL), is("CORE"));
        assertThat(forged.getStringProperty("_AMQ_BRIDGE_DUP"), is(nullValue()));
    }

    /** A message that {@code user} sent to a broker whose cluster has a user of its own. */
    private static CoreMessage sent(String user) throws Exception {
        QueueGuard guard = new QueueGuard();
        guard.registered(proxy(ActiveMQServer.class, Map.of("getConfiguration",
                new ConfigurationImpl().setClusterUser("carillon-cluster"))));
        SimpleString queue = SimpleString.of("carillon.changes");
        CoreMessage message = new CoreMessage(1, 100).setAddress(queue);
        message.putStringProperty(Stamps.PROTOCOL, "http");
        message.putStringProperty("_AMQ_BRIDGE_DUP", "of the bridge");
        RemotingConnection outside = proxy(RemotingConnection.class,
                Map.of("getRemoteAddress", "/127.0.0.2:40000", "getProtocolName", "CORE"));
        ServerSession session = proxy(ServerSession.class,
                Map.of("getRemotingConnection", outside, "removePrefix", queue, "getUsername", user));
        guard.beforeSend(session, null, message, false, false);
        return message;
    }

    private static ActiveMQServer brokerIn(Path folder) throws IOException {
        Configuration configuration = new ConfigurationImpl()
                .setJournalDirectory(Files.createDirectory(folder.resolve("journal")).toString())
                .setPagingDirectory(folder.resolve("no-pages-yet").toString());
        return proxy(ActiveMQServer.class, Map.of("getConfiguration", configuration));
    }

    /** What the service sends, over its connection inside the process. */
    private static void send(QueueGuard guard) throws Exception {
        SimpleString queue = SimpleString.of("carillon.changes");
        RemotingConnection inside = proxy(RemotingConnection.class, Map.of("getRemoteAddress", "invm:0"));
        guard.beforeSend(proxy(ServerSession.class, Map.of("getRemotingConnection", inside, "removePrefix", queue)), null,
                new CoreMessage(1, 100).setAddress(queue), false, false);
    }

    private static AMQPStandardMessage unconvertible() {
        Properties properties = new Properties();
        properties.setMessageId(List.of(1, 2));
        return AMQPStandardMessage.createMessage(1, 0, null, null, properties, null, null,
                new HashMap<>(Map.of(Stamps.ADMITTED.toString(), true)), null, new AmqpValue("{}"));
    }

    private static MessageReference reference(AMQPStandardMessage message, String queue) {
        Queue named = proxy(Queue.class, Map.of("getName", SimpleString.of(queue), "getAddress", SimpleString.of(queue)));
        return proxy(MessageReference.class, Map.of("getMessage", message, "getQueue", named));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> results) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type},
                (proxy, method, arguments) -> results.get(method.getName())));
    }
}
