package io.carillon.blackbox;

import static io.carillon.blackbox.support.AmqpSections.change;
import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static io.carillon.blackbox.support.AmqpSections.map;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Refused;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireProtocol;
import io.carillon.blackbox.support.WireStomp;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.Decimal64;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.UnknownDescribedType;
import org.apache.qpid.proton.amqp.UnsignedInteger;
import org.apache.qpid.proton.amqp.UnsignedLong;
import org.apache.qpid.proton.amqp.messaging.AmqpSequence;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Footer;
import org.apache.qpid.proton.amqp.messaging.MessageAnnotations;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What AMQP and STOMP clients outside Java put into a message: it is taken as what it means, or refused, or kept with its
 * bytes. None of it ends a consumer.
 */
@QuietService
class QueueBodiesIT {

    private static final String QUEUE = "carillon.changes";

    private final Scenario scenario;
    private final Rejected rejected;
    private final Endpoint endpoint;
    private final Login login;
    private final String mark = "m" + Scenario.aNewId().replace("-", "");

    QueueBodiesIT(Service service, Scenario scenario, Rejected rejected) {
        this.scenario = scenario;
        this.rejected = rejected;
        endpoint = scenario.anEndpoint().full().instant().create();
        login = Login.anonymous(service.brokerUrl());
    }

    @Test
    void anAmqpMapWithDataAsAMapIsThatChange() throws Exception {
        Map<Object, Object> home = map("points", 3, "names", Arrays.asList("\u00e9", null));
        Map<Object, Object> data = map("home", home, "half", 0.5, "yes", true);
        sendAmqp(new AmqpValue(map("organizationId", scenario.organizationId(), "resourceType", "event", "resourceOperation",
                "update", "resourceId", "x", "data", data)));
        assertThat(received(1).get(0).at("/data").toString(),
                is("{\"home\":{\"points\":3,\"names\":[\"\u00e9\",null]},\"half\":0.5,\"yes\":true}"));
    }

    @Test
    void anAmqpMapMayWriteItsNumberInAnyIntegerType() throws Exception {
        List<Object> numbers = List.of(scenario.organizationId(), UnsignedLong.valueOf(scenario.organizationId()),
                String.valueOf(scenario.organizationId()));
        for (int i = 0; i < numbers.size(); i++) {
            sendAmqp(new AmqpValue(map("organizationId", numbers.get(i), "eventType", "team.updated", "resourceId", "n" + i)));
        }
        assertThat(resourceIds(3), is(List.of("n0", "n1", "n2")));
    }

    @Test
    void anAmqpListOrSequenceOfMapsIsABatch() throws Exception {
        List<Object> maps = Stream.of("a", "b").map(id -> change(scenario.organizationId(), id, map("k", id)).getValue())
                .collect(ArrayList::new, List::add, List::addAll);
        sendAmqp(new AmqpValue(maps));
        sendAmqp(new AmqpSequence(Stream.of("c", "d").map(id -> change(scenario.organizationId(), id, map("k", id)).getValue())
                .collect(ArrayList::new, List::add, List::addAll)));
        assertThat(resourceIds(4), is(List.of("a", "b", "c", "d")));
    }

    @Test
    void oneChangeInSeveralDataSectionsIsOne() throws Exception {
        byte[] text = scenario.anEvent("team.updated", "parts", "{\"name\":\"\u00e9\"}").getBytes(UTF_8);
        int withinALetter = new String(text, UTF_8).indexOf('\u00e9') + 1;
        sendAmqp(data(Arrays.copyOf(text, withinALetter)), data(new byte[0]),
                data(Arrays.copyOfRange(text, withinALetter, text.length)));
        assertThat(received(1).get(0).at("/data/name").asText(), is("\u00e9"));
    }

    @Test
    void unreadSectionsNeverMatter() throws Exception {
        List<Object> values = Arrays.asList(null, new UUID(1, 2), new Decimal64(5), new Integer[] {1}, map(1, map(2, List.of())),
                List.of(map()), new UnknownDescribedType(Symbol.valueOf("a:b"), "c"), UnsignedInteger.valueOf(-1),
                UnsignedLong.valueOf(-1), new Date(0), Symbol.valueOf("s"), 'c', Float.NaN, new Binary(new byte[3]));
        for (int i = 0; i < values.size(); i++) {
            Object value = values.get(i);
            Map<String, Object> properties = new LinkedHashMap<>();
            properties.put("odd", value);
            Map<Symbol, Object> annotations = new LinkedHashMap<>();
            annotations.put(Symbol.valueOf("x-opt-delivery-time"), value);
            annotations.put(Symbol.valueOf("x-odd"), value);
            Properties identified = new Properties();
            identified.setMessageId(value);
            identified.setCorrelationId(value);
            byte[] text = scenario.aChange("team", "update", "s%02d".formatted(i)).getBytes(UTF_8);
            sendAmqp(new MessageAnnotations(annotations), identified, new ApplicationProperties(properties), data(text),
                    new Footer(map(Symbol.valueOf("x-footer"), value)));
        }
        assertThat(resourceIds(values.size()).size(), is(values.size()));
    }

    static List<Object> noChanges() {
        Map<Object, Object> deep = map("end", 1);
        for (int i = 0; i < 1_000; i++) {
            deep = map("deeper", deep);
        }
        return Arrays.asList(map("data", map("id", new UUID(1, 2))), map("data", map("amount", new Decimal64(5))),
                map("data", map("when", new Date(0), "bytes", new Binary(new byte[] {1}))), map("data", map(5, 6)),
                map("data", map("array", new Integer[] {1, 2})),
                map("data", new UnknownDescribedType(Symbol.valueOf("a:b"), "c")),
                map("data", map("nan", Double.NaN)), map("data", deep), map("", "x"), map("a\u0000b", 1), map(1, 2),
                map("x".repeat(40_000), 1), map(), List.of(), List.of(1, "a"), Arrays.asList(map(), null), new UUID(1, 2), 5, 'c',
                true, new Date(0), new Decimal64(7), new Integer[] {1},
                new UnknownDescribedType(UnsignedLong.valueOf(0x75), "x"));
    }

    /** Either way the producer or the operator sees it, and what comes after it arrives. */
    @ParameterizedTest
    @MethodSource("noChanges")
    void anyOtherAmqpValueIsKeptOrRefused(Object value) throws Exception {
        assertKeptOrRefused(encode(new ApplicationProperties(Map.of("mark", mark)), new AmqpValue(value)));
    }

    static List<byte[]> broken() {
        byte[] good = encode(new ApplicationProperties(Map.of("a", "b")), data(new byte[20]));
        return List.of(new byte[] {0}, new byte[] {(byte) 0xFF, 1, 2}, Arrays.copyOf(good, good.length - 1),
                encode("no section"), encode(new UnknownDescribedType(UnsignedLong.valueOf(0x99), 1)),
                new byte[] {0, 0x53, 0x77, (byte) 0xD1, 0x7F, -1, -1, -1, 0x7F, -1, -1, -1},
                new byte[] {0, 0x53, 0x74, (byte) 0xC1, 3, 2, 0x41, 0x41}, new byte[] {0, 0x53, 0x77, 0x3F});
    }

    @ParameterizedTest
    @MethodSource("broken")
    void bytesThatAreNoAmqpMessageAreKeptOrRefused(byte[] message) throws Exception {
        try (WireAmqp amqp = new WireAmqp(login)) {
            amqp.send(amqp.open(QUEUE), message);
        } catch (Refused refused) {
            return;
        }
        await("kept").atMost(Duration.ofSeconds(30)).until(() -> rejected.list("protocol=AMQP").findAny().isPresent());
    }

    private void assertKeptOrRefused(byte[] message) throws Exception {
        try (WireAmqp amqp = new WireAmqp(login)) {
            amqp.send(amqp.open(QUEUE), message);
        } catch (Refused refused) {
            return;
        }
        await("kept").atMost(Duration.ofSeconds(30)).until(() -> !kept().isEmpty());
        assertThat(kept().get(0).get("reason").asText(), is(not("")));
        assertThat(kept().get(0).get("detail").asText(), is(not("")));
    }

    private List<JsonNode> kept() {
        return rejected.list("").filter(one -> one.toString().contains(mark)).toList();
    }

    static List<byte[]> notUtf8() {
        return List.of("Jos\u00e9".getBytes(ISO_8859_1), "\u20ac".getBytes(Charset.forName("windows-1252")),
                new byte[] {(byte) 0xC0, (byte) 0xAF}, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xE2, (byte) 0x82}, new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xF5, -128, -128, -128});
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void stompTextThatIsNotUtf8IsRefused(byte[] letters) throws Exception {
        try (WireStomp stomp = new WireStomp(login)) {
            Refused refused = assertThrows(Refused.class, () -> stomp.send(QUEUE, with(letters)));
            assertThat(refused.getMessage(), containsString("ERROR"));
            assertThat(refused.getMessage(), containsString("UTF-8"));
        }
    }

    @ParameterizedTest
    @MethodSource("notUtf8")
    void stompBytesThatAreNotUtf8AreKept(byte[] letters) throws Exception {
        byte[] body = with(letters);
        try (WireStomp stomp = new WireStomp(login)) {
            stomp.sendBytes(QUEUE, body);
        }
        JsonNode kept = rejected.await(body);
        assertThat(kept.get("reason").asText(), is("malformed"));
        assertThat(kept.get("detail").asText(), containsString("UTF-8"));
    }

    /** A change that is good but for {@code letters} in its {@code resourceId}. */
    private byte[] with(byte[] letters) {
        String[] around = scenario.aChange("team", "update", mark + "#").split("#", 2);
        byte[] whole = Arrays.copyOf(around[0].getBytes(UTF_8), around[0].length() + letters.length + around[1].length());
        System.arraycopy(letters, 0, whole, around[0].length(), letters.length);
        System.arraycopy(around[1].getBytes(UTF_8), 0, whole, around[0].length() + letters.length, around[1].length());
        return whole;
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u00e9", "\u6f22", "\ud83d\ude80", "\ufeff"})
    void stompTextInUtf8Arrives(String letters) throws Exception {
        String change = scenario.anEvent("team.updated", "x", "{\"name\":\"" + letters + "\"}");
        try (WireStomp stomp = new WireStomp(login)) {
            stomp.send(QUEUE, change);
            stomp.sendBytes(QUEUE, change.getBytes(UTF_8));
        }
        assertThat(received(2).stream().map(body -> body.at("/data/name").asText()).toList(), is(List.of(letters, letters)));
    }

    @AfterEach
    void aFreshChangeStillArrives() throws Exception {
        Endpoint afterwards = scenario.anEndpoint().thin().instant().to("score.updated").create();
        WireProtocol.AMQP.send(login, scenario.anEvent("score.updated", "after", "{}"));
        afterwards.awaitReceived(1);
    }

    private void sendAmqp(Object... sections) throws Exception {
        try (WireAmqp amqp = new WireAmqp(login)) {
            amqp.send(amqp.open(QUEUE), encode(sections));
        }
    }

    private List<JsonNode> received(int count) {
        return endpoint.awaitReceived(count).stream().map(Received::json).toList();
    }

    /** Full bodies do not name the object; the service's own record of them does. */
    private List<String> resourceIds(int count) {
        endpoint.awaitReceived(count);
        return Stream.iterate(0, i -> i < count, i -> i + 1).map(i -> endpoint.deliveries().get(i).get("resourceId").asText())
                .sorted().toList();
    }
}
