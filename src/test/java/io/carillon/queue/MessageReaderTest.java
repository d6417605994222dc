package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.crypto.Ciphers;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A message is read even if its client cannot read one of its properties: otherwise it would come back for ever. */
class MessageReaderTest {

    private final MessageReader reader = new MessageReader(new OriginSeal(Ciphers.withKeyOf(1)), Clock.systemUTC());

    @Test
    void aPropertyThatCannotBeReadIsLeftOut() throws JMSException {
        for (Exception failure : List.of(new IllegalStateException("no conversion"), new JMSException("no conversion"))) {
            QueuedMessage read = reader.read(message(failure));
            assertThat(read.properties(), is(Map.of("mark", "m")));
            assertThat(read.id(), is("ID:1"));
        }
    }

    @Test
    void aBodyThatCannotBeReadIsRejectedAfterItWasDeliveredOften() throws JMSException {
        for (int delivery = 1; delivery < 5; delivery++) {
            BytesMessage early = unreadable(delivery);
            assertThrows(JMSException.class, () -> reader.read(early));
        }
        QueuedMessage read = reader.read(unreadable(5));
        assertThat(assertThrows(MalformedChanges.class, read::changes).flaw().reason(), is("unreadable"));
    }

    /** A body that does not come. */
    private static BytesMessage unreadable(int delivery) {
        return (BytesMessage) Proxy.newProxyInstance(BytesMessage.class.getClassLoader(), new Class<?>[] {BytesMessage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPropertyNames" -> Collections.enumeration(List.of());
                    case "getJMSMessageID" -> "ID:1";
                    case "getJMSTimestamp" -> 0L;
                    case "getIntProperty" -> delivery;
                    case "getBodyLength" -> throw new JMSException("timeout");
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** The broker gives times, and its clock may be ahead of the node's. */
    @Test
    void aTimeThatIsMinutesAheadStands() throws JMSException {
        Instant now = Instant.now();
        assertThat(reader.read(sentAt(now.plusSeconds(240).toEpochMilli())).sentAt(),
                is(now.plusSeconds(240).truncatedTo(ChronoUnit.MILLIS)));
        assertThat(reader.read(sentAt(now.plusSeconds(3_600).toEpochMilli())).sentAt(), is(lessThan(now.plusSeconds(60))));
        assertThat(reader.read(sentAt(0)).sentAt(), is(greaterThanOrEqualTo(now)));
    }

    /** An empty message of this time. */
    private static BytesMessage sentAt(long timestamp) {
        return (BytesMessage) Proxy.newProxyInstance(BytesMessage.class.getClassLoader(), new Class<?>[] {BytesMessage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPropertyNames" -> Collections.enumeration(List.of());
                    case "getJMSMessageID" -> "ID:1";
                    case "getJMSTimestamp" -> timestamp;
                    case "getBodyLength" -> 0L;
                    case "readBytes" -> -1;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** Producers that count their messages begin at 1 again when they start. */
    @Test
    void anIdOfAnAmqpProducerCountsForOneBody() throws JMSException {
        String id = reader.read(numbered("1", 5)).id();
        assertThat(reader.read(numbered("1", 5)).id(), is(id));
        assertThat(reader.read(numbered("1", 6)).id(), is(not(id)));
        assertThat(reader.read(numbered("2", 5)).id(), is(not(id)));
        assertThat(reader.read(numbered("x".repeat(300), 5)).id().length() <= 150, is(true));
    }

    /** A message with the id of its AMQP producer, and a body of one byte. */
    private static BytesMessage numbered(String id, int body) {
        return (BytesMessage) Proxy.newProxyInstance(BytesMessage.class.getClassLoader(), new Class<?>[] {BytesMessage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPropertyNames" -> Collections.enumeration(List.of("carillon_amqp_id"));
                    case "getObjectProperty" -> id;
                    case "getJMSMessageID" -> null;
                    case "getJMSTimestamp" -> 0L;
                    case "getBodyLength" -> 1L;
                    case "readBytes" -> {
                        ((byte[]) arguments[0])[0] = (byte) body;
                        yield 1;
                    }
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** An empty message with the properties {@code mark} and {@code odd}; reading the second one fails. */
    private static BytesMessage message(Exception failure) {
        return (BytesMessage) Proxy.newProxyInstance(BytesMessage.class.getClassLoader(), new Class<?>[] {BytesMessage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getPropertyNames" -> Collections.enumeration(List.of("odd", "mark"));
                    case "getObjectProperty" -> {
                        if (arguments[0].equals("odd")) {
                            throw failure;
                        }
                        yield "m";
                    }
                    case "getJMSMessageID" -> "ID:1";
                    case "getJMSTimestamp", "getBodyLength" -> 0L;
                    case "readBytes" -> -1;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
