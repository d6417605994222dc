package io.carillon.process.broker;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQBuffers;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.protocol.amqp.broker.AMQPStandardMessage;
import org.apache.activemq.artemis.reader.MapMessageUtil;
import org.apache.activemq.artemis.reader.TextMessageUtil;
import org.apache.activemq.artemis.utils.collections.TypedProperties;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Decimal128;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.apache.qpid.proton.amqp.messaging.Section;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever an AMQP producer sends, the broker can convert it once it is rewritten. */
class AmqpRewriterTest {

    private static final Instant NOW = Instant.parse("2026-11-26T10:00:00Z");
    /** Failed conversions, which some tests cause, are stack traces. */
    private static final Logger ARTEMIS = Logger.getLogger("org.apache.activemq.artemis.protocol.amqp");

    @BeforeEach
    void quiet() {
        ARTEMIS.setLevel(Level.OFF);
    }

    @Test
    void nestedDataBecomesJsonTextInAFlatMap() throws Exception {
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("organizationId", UnsignedInteger.valueOf(1));
        change.put("resourceId", "x");
        change.put("data", Map.of("home", Map.of("points", 3, "when", new Date(0),
                "who", List.of("a\n\"b\"", Symbol.valueOf("c")))));
        ICoreMessage core = rewritten(new AmqpValue(change));
        assertThat(core.getType(), is(Message.MAP_TYPE));
        TypedProperties map = new TypedProperties();
        MapMessageUtil.readBodyMap(core.getReadOnlyBodyBuffer(), map);
        assertThat(map.getProperty(SimpleString.of("organizationId")), is(1L));
        String data = map.getProperty(SimpleString.of("data")).toString();
        assertThat(data, containsString("\"points\":3"));
        assertThat(data, containsString("\"when\":\"1970-01-01T00:00:00Z\""));
        assertThat(data, containsString("[\"a\\u000a\\\"b\\\"\",\"c\"]"));
    }

    @Test
    void listsOfMapsAndMapsWithOtherNestedMembersBecomeJson() throws Exception {
        assertThat(json(new AmqpValue(List.of(Map.of("a", 1), Map.of("a", 2)))), is("[{\"a\":1},{\"a\":2}]"));
        assertThat(json(new AmqpSequence(List.of(Map.of("a", UnsignedLong.valueOf(-1))))), is("[{\"a\":18446744073709551615}]"));
        assertThat(json(new AmqpValue(Map.of("resourceId", List.of(true)))), is("{\"resourceId\":[true]}"));
    }

    @Test
    void textStaysTextAndBytesStayBytes() throws Exception {
        ICoreMessage core = rewritten(new AmqpValue("{}"));
        assertThat(core.getType(), is(Message.TEXT_TYPE));
        assertThat(TextMessageUtil.readBodyText(core.getReadOnlyBodyBuffer()).toString(), is("{}"));
        assertThat(json(new Data(new Binary("x{}".getBytes(StandardCharsets.UTF_8), 1, 2))), is("{}"));
    }

    static Stream<Object> valuesWithoutAForm() {
        return Stream.of(Map.of("data", Map.of("x", new Binary(new byte[3]))), Map.of("data", Map.of("x", Double.NaN)),
                Map.of("data", Map.of("x", new Decimal128(1, 2))), Map.of(List.of(1), "x"), Map.of("data", Map.of(1, "x")), 7L,
                true, UUID.randomUUID(), Symbol.valueOf("s"), List.of(Map.of("x", new Binary(new byte[1]))));
    }

    @ParameterizedTest
    @MethodSource("valuesWithoutAForm")
    void whatHasNoFormIsKeptAsItsBytesWithTheReason(Object value) throws Exception {
        AMQPStandardMessage message = message(null, null, new AmqpValue(value));
        byte[] original = bytes(message);
        AmqpRewriter.rewrite(message, new HashMap<>(), NOW);
        ICoreMessage core = message.toCore();
        assertThat(core.getType(), is(Message.BYTES_TYPE));
        assertThat(core.getStringProperty("carillon_unreadable").isBlank(), is(false));
        byte[] kept = new byte[core.getReadOnlyBodyBuffer().readableBytes()];
        core.getReadOnlyBodyBuffer().readBytes(kept);
        assertThat(kept, is(original));
    }

    private static byte[] bytes(AMQPStandardMessage message) {
        ActiveMQBuffer buffer = ActiveMQBuffers.dynamicBuffer(message.getPersistSize());
        message.persist(buffer);
        byte[] bytes = new byte[buffer.readInt()];
        buffer.readBytes(bytes);
        return bytes;
    }

    @Test
    void oddPropertiesDoNotMatter() throws Exception {
        Map<String, Object> odd = new HashMap<>();
        odd.put("uuid", UUID.randomUUID());
        odd.put("list", List.of(1, Map.of("a", 1)));
        odd.put("JMSXDeliveryCount", "many");
        odd.put("carillon_rejected", "rm_1");
        odd.put("_AMQ_ACTUAL_EXPIRY", 1L);
        odd.put("number", 5);
        Properties properties = new Properties();
        properties.setCreationTime(new Date(Long.MIN_VALUE));
        AMQPStandardMessage message = message(properties, odd, new AmqpValue("{}"));
        AmqpRewriter.rewrite(message, new HashMap<>(Map.of("carillon_protocol", "AMQP")), NOW);
        ICoreMessage core = message.toCore();
        assertThat(core.getObjectProperty("number"), is(5));
        assertThat(core.getStringProperty("carillon_protocol"), is("AMQP"));
        assertThat(core.getObjectProperty("carillon_rejected"), nullValue());
        assertThat(core.getObjectProperty("_AMQ_ACTUAL_EXPIRY"), nullValue());
        assertThat(core.getTimestamp(), is(NOW.toEpochMilli()));
        assertThat(core.isDurable(), is(true));
        assertThat(message.isDurable(), is(true));
    }

    @ParameterizedTest
    @CsvSource({"application/cloudevents+json; charset=UTF-8, application/cloudevents+json; charset=UTF-8",
        "application/json, ", "text/plain, "})
    void theContentTypeOfAnEventIsKept(String type, String kept) throws Exception {
        Properties properties = new Properties();
        properties.setContentType(Symbol.valueOf(type));
        AMQPStandardMessage message = message(properties, Map.of("cloudEvents:time", new Date(0)), new AmqpValue("{}"));
        AmqpRewriter.rewrite(message, new HashMap<>(), NOW);
        assertThat(message.toCore().getStringProperty("carillon_content_type"), is(kept));
        assertThat(message.toCore().getStringProperty("cloudEvents:time"), is("1970-01-01T00:00:00Z"));
    }

    static Stream<Object> ids() {
        return Stream.of("a", "ID:a", "1", UnsignedLong.valueOf(1), new Binary(new byte[] {1, 2}), "x".repeat(10_000),
                "ID:AMQP_UUID:" + new UUID(1, 2), new UUID(1, 2), List.of(1, 2), Map.of("a", 1), true, 5, 'c', new Date(0),
                Symbol.valueOf("s"), new Decimal128(1, 2), Double.NaN);
    }

    /**
     * No type of AMQP may keep the broker from converting the message, not even one that is not allowed as an id. The broker
     * converts it again for each delivery, and makes up an id where the producer's is not a UUID.
     */
    @ParameterizedTest
    @MethodSource("ids")
    void theProducersIdIsTheSameAtEachDelivery(Object id) throws Exception {
        List<String> deliveries = Stream.of(id, id).map(AmqpRewriterTest::withId).flatMap(message ->
                Stream.of(message, message).map(AMQPStandardMessage::toCore))
                .map(core -> core.getUserID() + " " + core.getObjectProperty("carillon_amqp_id")).distinct().toList();
        assertThat(deliveries.toString(), deliveries.size(), is(1));
        assertThat(deliveries.get(0), not("null null"));
        assertThat(deliveries.get(0).length() < 500, is(true));
    }

    private static AMQPStandardMessage withId(Object id) {
        Properties properties = new Properties();
        properties.setMessageId(id);
        AMQPStandardMessage message = message(properties, null, new AmqpValue("{}"));
        try {
            AmqpRewriter.rewrite(message, new HashMap<>(), NOW);
        } catch (ActiveMQException tooManyProperties) {
            throw new IllegalStateException(tooManyProperties);
        }
        return message;
    }

    private static String json(Section body) throws Exception {
        ICoreMessage core = rewritten(body);
        assertThat(core.getType(), is(Message.BYTES_TYPE));
        byte[] bytes = new byte[core.getReadOnlyBodyBuffer().readableBytes()];
        core.getReadOnlyBodyBuffer().readBytes(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ICoreMessage rewritten(Section body) throws Exception {
        AMQPStandardMessage message = message(null, null, body);
        AmqpRewriter.rewrite(message, new HashMap<>(), NOW);
        ICoreMessage core = message.toCore();
        assertThat(core.getObjectProperty("carillon_unreadable"), nullValue());
        return core;
    }

    private static AMQPStandardMessage message(Properties properties, Map<String, Object> application, Section body) {
        return AMQPStandardMessage.createMessage(1, 0, null, null, properties, null, null, application, null, body);
    }
}
