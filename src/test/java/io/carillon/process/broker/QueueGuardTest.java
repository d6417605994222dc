package io.carillon.process.broker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.MessageReference;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPStandardMessage;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.Test;

/** A message that is on the queue already and that the broker cannot convert. */
class QueueGuardTest {

    private static final Logger ARTEMIS = Logger.getLogger("org.apache.activemq.artemis.protocol.amqp");

    @Test
    void aDeadLetterNeverCostsAConsumer() {
        ARTEMIS.setLevel(Level.OFF); // the failed conversion is a stack trace
        AMQPStandardMessage message = unconvertible();
        assertThrows(RuntimeException.class, message::toCore);
        assertThat(new QueueGuard().canAccept(null, reference(message, "carillon.dead-letter")), is(true));
        assertDoesNotThrow(() -> message.toCore());
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
