package io.carillon.process.broker;

import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.blackbox.support.Refused;
import io.carillon.blackbox.support.WireAmqp;
import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.engine.Sender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message in a transaction has its effect with that transaction or never, whichever transaction its producer names. */
class AmqpConnectionsTest {

    private static final String QUEUE = "carillon.changes";

    @TempDir
    Path home;

    private ProducersPort port;

    @BeforeEach
    void start() throws Exception {
        port = new ProducersPort(home);
    }

    @Test
    void aMessageOfATransactionThatWasNeverBegunIsRefusedAndNotQueued() throws Exception {
        for (int length : List.of(0, 1, 4, 8, 300)) {
            try (WireAmqp amqp = new WireAmqp(port.login("office"))) {
                Sender sender = amqp.open(QUEUE);
                assertThrows(Refused.class, () -> amqp.send(sender, message("never"), new Binary(new byte[length])));
            }
        }
        assertQueued(List.of());
    }

    @Test
    void aMessageOfATransactionThatHasEndedIsRefusedAndNotQueued() throws Exception {
        for (boolean commit : List.of(true, false)) {
            try (WireAmqp amqp = new WireAmqp(port.login("office"))) {
                Sender sender = amqp.open(QUEUE);
                Binary transaction = amqp.begin();
                amqp.send(sender, message("in time"), transaction);
                amqp.end(transaction, commit);
                assertThrows(Refused.class, () -> amqp.send(sender, message("too late"), transaction));
            }
        }
        assertQueued(List.of("in time"));
    }

    @Test
    void aMessageOfTheTransactionOfAnotherConnectionIsRefusedAndNotQueued() throws Exception {
        try (WireAmqp owner = new WireAmqp(port.login("office")); WireAmqp other = new WireAmqp(port.login("office"))) {
            Sender ownerSender = owner.open(QUEUE);
            Sender otherSender = other.open(QUEUE);
            Binary transaction = owner.begin();
            owner.send(ownerSender, message("own"), transaction);
            assertThrows(Refused.class, () -> other.send(otherSender, message("other"), transaction));
            owner.end(transaction, true);
        }
        assertQueued(List.of("own"));
    }

    /** Messages are queued in the order in which they arrive, so what is sent afterwards is the last. */
    private void assertQueued(List<String> expected) throws Exception {
        try (WireAmqp amqp = new WireAmqp(port.login("office"))) {
            amqp.send(amqp.open(QUEUE), message("afterwards"));
        }
        List<String> queued = await().until(() -> port.queued().stream().map(AmqpConnectionsTest::text).toList(),
                texts -> texts.contains("afterwards"));
        assertThat(queued.subList(0, queued.size() - 1), is(expected));
    }

    private static byte[] message(String text) {
        return encode(data(text.getBytes(UTF_8)));
    }

    private static String text(Message message) {
        ICoreMessage core = message.toCore();
        byte[] body = new byte[core.getReadOnlyBodyBuffer().readableBytes()];
        core.getReadOnlyBodyBuffer().readBytes(body);
        return new String(body, UTF_8);
    }

    @AfterEach
    void stop() {
        port.close();
    }
}
