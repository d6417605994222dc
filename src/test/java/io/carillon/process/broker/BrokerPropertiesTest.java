package io.carillon.process.broker;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.blackbox.support.AmqpSections;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireCore;
import io.carillon.blackbox.support.WireOpenWire;
import io.carillon.blackbox.support.WireStomp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.jms.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Properties by which the broker routes, orders or drops messages have no effect when a producer sets them, whatever their type:
 * the message is on the queue, once, without them.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerPropertiesTest {

    private static final String QUEUE = "carillon.changes";
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final List<Object> VALUES = List.of(new byte[Long.BYTES], new byte[3], "x", 5L, true);

    private ProducersPort port;
    private int sent;

    @BeforeAll
    void open(@TempDir Path home) throws Exception {
        port = new ProducersPort(home);
    }

    @AfterAll
    void close() {
        port.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"_AMQ_ROUTE_TO", "_AMQ_SCALEDOWN_TO", "_AMQ_ACK_ROUTE_TO", "_AMQ_BRIDGE_DUP", "_AMQ_GROUP_SEQUENCE",
        "_AMQ_VALIDATED_USER", "_AMQ_SCHED_DELIVERY", "_AMQ_ORIG_ADDRESS", "_AMQ_LVQ_NAME", "_AMQ_ANYTHING"})
    void thePropertyHasNoEffect(String name) throws Exception {
        for (Object value : VALUES) {
            sendWithCore(name, value);
            if (!(value instanceof byte[])) {
                sendWithOthers(name, value);
            }
        }
        await().atMost(LIMIT).until(() -> port.queued().size() == sent);
        port.queued().forEach(message -> assertThat(message.toCore().containsProperty(SimpleString.of(name)), is(false)));
    }

    private void sendWithCore(String name, Object value) throws Exception {
        try (WireCore core = new WireCore(port.login("office"))) {
            ClientMessage message = core.text("{}");
            message.putObjectProperty(SimpleString.of(name), value);
            core.send(message);
            sent++;
        }
    }

    private void sendWithOthers(String name, Object value) throws Exception {
        try (WireStomp stomp = new WireStomp(port.login("office"))) {
            stomp.send(QUEUE, "{}", name + ":" + value);
        }
        try (WireAmqp amqp = new WireAmqp(port.login("office"))) {
            amqp.send(amqp.open(QUEUE), AmqpSections.encode(new ApplicationProperties(Map.of(name, value)), new AmqpValue("{}")));
        }
        try (WireOpenWire wire = new WireOpenWire(port.login("office"))) {
            Message message = wire.session().createTextMessage("{}");
            message.setObjectProperty(name, value);
            wire.send(QUEUE, message);
        }
        sent += 3;
    }
}
