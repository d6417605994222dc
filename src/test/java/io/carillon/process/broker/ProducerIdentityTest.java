package io.carillon.process.broker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.AmqpSections;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireCore;
import io.carillon.blackbox.support.WireStomp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker keeps of who sent a message and of the id that the producer gave it. */
class ProducerIdentityTest {

    private static final String QUEUE = "carillon.changes";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ID = "_AMQ_DUPL_ID";

    @TempDir
    Path home;
    private ProducersPort port;

    @BeforeEach
    void open() throws Exception {
        port = new ProducersPort(home);
    }

    @AfterEach
    void close() {
        port.close();
    }

    @Test
    void theSameIdOfAnotherProducerIsAnotherMessage() throws Exception {
        for (String user : List.of("office", "club")) {
            sendWithCore(user, "1");
            sendWithCore(user, "1"); // Carillon drops the repetition, not the broker
            try (WireAmqp amqp = new WireAmqp(port.login(user))) {
                amqp.send(amqp.open(QUEUE), AmqpSections.encode(new ApplicationProperties(Map.of(ID, "1")), new AmqpValue("{}")));
            }
            try (WireStomp stomp = new WireStomp(port.login(user))) {
                stomp.send(QUEUE, "{}", ID + ":1");
            }
        }
        await().atMost(LIMIT).until(() -> port.queued().size() == 8);
        port.queued().forEach(message -> {
            assertThat(message.toCore().getObjectProperty(ID), nullValue());
            assertThat(message.toCore().getStringProperty("carillon_duplicate_id"), is("1"));
        });
        assertThat(port.queued().stream().map(message -> message.toCore().getStringProperty("carillon_user")).distinct().toList(),
                containsInAnyOrder("office", "club"));
    }

    /** A bridge's name for its ids, which a producer can use too. */
    @Test
    void theBrokerDropsNoMessageWithTheIdOfABridge() throws Exception {
        for (String user : List.of("office", "club")) {
            try (WireCore core = new WireCore(port.login(user))) {
                ClientMessage message = core.text("{}");
                message.putBytesProperty("_AMQ_BRIDGE_DUP", new byte[] {1, 2, 3});
                core.send(message);
            }
        }
        await().atMost(LIMIT).until(() -> port.queued().size() == 2);
        port.queued().forEach(message ->
                assertThat(message.toCore().getStringProperty("carillon_duplicate_id"), is("AQID")));
    }

    @Test
    void anIdOfTheProducerCountsAsAProperty() {
        assertThrows(ActiveMQException.class, () -> sendWithCore("office", "x".repeat(Stamps.MOST_PROPERTIES_LENGTH)));
    }

    @Test
    void aNameHasAtMost255Characters() throws Exception {
        sendWithCore("n".repeat(255), "1");
        assertThrows(ActiveMQException.class, () -> sendWithCore("n".repeat(256), "2"));
        await().atMost(LIMIT).until(() -> port.queued().size() == 1);
    }

    private void sendWithCore(String user, String id) throws Exception {
        try (WireCore core = new WireCore(port.login(user))) {
            ClientMessage message = core.text("{}");
            message.putStringProperty(ID, id);
            core.send(message);
        }
    }
}
