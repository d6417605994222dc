package io.carillon.process.broker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.AmqpSections;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireCore;
import io.carillon.blackbox.support.WireStomp;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.qpid.proton.amqp.UnsignedByte;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of different priorities, which the broker would put in another order. */
class EqualPriorityTest {

    private static final String QUEUE = "carillon.changes";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final long PATIENCE_MS = 2_000;
    /** Together more than half of what a client takes in advance. */
    private static final int SHORT = 500;
    private static final int SHORT_LENGTH = 600;
    private static final int LONG_LENGTH = 300_000;

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
    void messagesOfEveryProtocolGetTheSamePriority() throws Exception {
        try (WireCore core = new WireCore(port.login("office")); WireAmqp amqp = new WireAmqp(port.login("office"));
                WireStomp stomp = new WireStomp(port.login("office"))) {
            core.send(ofPriority(core, 9, "{}"));
            core.send(ofPriority(core, -1, "{}"));
            Header header = new Header();
            header.setPriority(UnsignedByte.valueOf((byte) 8));
            amqp.send(amqp.open(QUEUE), AmqpSections.encode(header, new AmqpValue("{}")));
            stomp.send(QUEUE, "{}", "priority:0");
        }
        await().atMost(LIMIT).until(() -> port.queued().size() == 4);
        port.queued().forEach(message -> assertThat(message.getPriority(), is(Stamps.PRIORITY)));
    }

    /** With its own priority, the last message would be taken first, and wait for a body that the others keep from coming. */
    @Test
    void aLongBodyDoesNotWaitForMessagesThatWaitForIt() throws Exception {
        try (var factory = new ActiveMQConnectionFactory("vm://0?callTimeout=" + PATIENCE_MS);
                JMSContext service = factory.createContext();
                JMSConsumer listener = service.createConsumer(service.createQueue(QUEUE));
                WireCore core = new WireCore(port.login("office"))) {
            for (int i = 0; i < SHORT; i++) {
                core.send(ofPriority(core, 1, "x".repeat(SHORT_LENGTH)));
            }
            awaitOnTheWay(SHORT);
            core.send(ofPriority(core, 9, "y".repeat(LONG_LENGTH)));
            awaitOnTheWay(SHORT + 1);
            for (int i = 0; i < SHORT; i++) {
                assertThat(lengthOf(listener), is(SHORT_LENGTH));
            }
            assertThat(lengthOf(listener), is(LONG_LENGTH));
        }
    }

    private void awaitOnTheWay(int messages) {
        await().atMost(LIMIT).until(() -> port.server().locateQueue(QUEUE).getDeliveringCount() == messages);
    }

    private static int lengthOf(JMSConsumer listener) throws JMSException {
        return ((TextMessage) listener.receive(PATIENCE_MS)).getText().length();
    }

    private static ClientMessage ofPriority(WireCore core, int priority, String body) {
        ClientMessage message = core.text(body);
        message.setPriority((byte) priority);
        return message;
    }
}
