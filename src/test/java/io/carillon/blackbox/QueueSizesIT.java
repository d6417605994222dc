package io.carillon.blackbox;

import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireCore;
import io.carillon.blackbox.support.WireMqtt;
import io.carillon.blackbox.support.WireOpenWire;
import io.carillon.blackbox.support.WireProtocol;
import io.carillon.blackbox.support.WireStomp;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.jms.BytesMessage;
import javax.jms.MapMessage;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.utils.collections.TypedProperties;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Large messages and compressed ones are read like others; what is too large is refused or kept, and memory stays bounded. */
@Tag("long")
@SharedService
class QueueSizesIT {

    private static final String QUEUE = "carillon.changes";
    private static final int LARGEST_DATA = 900_000;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Service service;
    private final Scenario scenario;
    private final Rejected rejected;
    private final Endpoint endpoint;
    private final Login login;
    private final String mark = "m" + Scenario.aNewId().replace("-", "");

    QueueSizesIT(Service service, Scenario scenario, Rejected rejected) {
        this.service = service;
        this.scenario = scenario;
        this.rejected = rejected;
        endpoint = scenario.anEndpoint().thin().instant().create();
        login = Login.anonymous(service.brokerUrl());
    }

    static Stream<Arguments> sizes() {
        return Stream.of(300_000, 5_000_000).flatMap(size -> Stream.of("letters", "noise")
                .flatMap(filling -> Stream.of("text", "bytes", "map").map(type -> Arguments.of(size, filling, type))));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aCompressedMessageOfTheCoreClientIsReadLikeOthers(int size, String filling, String type) throws Exception {
        try (WireCore core = new WireCore(login, true, false)) {
            core.send(switch (type) {
                case "text" -> core.text(changes(size, filling));
                case "bytes" -> core.bytes(changes(size, filling).getBytes(UTF_8));
                default -> core.map(members(Math.min(size, LARGEST_DATA), filling));
            });
        }
        endpoint.awaitReceived(type.equals("map") ? 1 : objects(size));
    }

    @ParameterizedTest
    @MethodSource("sizes")
    void aCompressedMessageOfTheOpenWireClientIsReadLikeOthers(int size, String filling, String type) throws Exception {
        try (WireOpenWire wire = new WireOpenWire(login, true, false)) {
            switch (type) {
                case "text" -> wire.send(QUEUE, wire.session().createTextMessage(changes(size, filling)));
                case "bytes" -> {
                    BytesMessage bytes = wire.session().createBytesMessage();
                    bytes.writeBytes(changes(size, filling).getBytes(UTF_8));
                    wire.send(QUEUE, bytes);
                }
                default -> {
                    MapMessage map = wire.session().createMapMessage();
                    for (var member : members(Math.min(size, LARGEST_DATA), filling).getMap().entrySet()) {
                        Object value = member.getValue();
                        map.setObject(member.getKey(), value instanceof SimpleString ? value.toString() : value);
                    }
                    wire.send(QUEUE, map);
                }
            }
        }
        endpoint.awaitReceived(type.equals("map") ? 1 : objects(size));
    }

    /** 5 MB is too much for the data of one change: it is read, and found too long. */
    @ParameterizedTest
    @MethodSource("compressing")
    void aCompressedMapThatIsTooLongSaysSo(boolean compress) throws Exception {
        try (WireCore core = new WireCore(login, compress, false)) {
            ClientMessage map = core.map(members(5_000_000, "letters"));
            map.putStringProperty("mark", mark);
            core.send(map);
        }
        assertThat(keptOne().get("reason").asText(), is("value-wrong"));
    }

    static List<Boolean> compressing() {
        return List.of(true, false);
    }

    /** 400 MB of blanks are 400 KB on the wire. */
    @ParameterizedTest
    @MethodSource("bombs")
    void whatInflatesToTooMuchIsRefusedOrKept(int megabytes) throws Exception {
        try (WireCore core = new WireCore(login, true, false)) {
            ClientMessage message = core.message(ClientMessage.BYTES_TYPE);
            message.putStringProperty("mark", mark);
            message.setBodyInputStream(new Blanks(megabytes * 1_000_000L));
            core.send(message);
        } catch (Exception refused) {
            return;
        }
        assertThat(keptOne().get("reason").asText(), is(not("")));
    }

    static List<Integer> bombs() {
        return List.of(17, 400);
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void moreThanSixteenMebibytesAreRefusedOrKept(WireProtocol protocol) throws Exception {
        byte[] body = new byte[(16 << 20) + 10];
        Arrays.fill(body, (byte) ' ');
        System.arraycopy(mark.getBytes(UTF_8), 0, body, 0, mark.length());
        assertRefusedOrKept(() -> send(protocol, body, "plain"));
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void moreThanSixtyFourKilobytesOfPropertiesAreRefusedOrKept(WireProtocol protocol) throws Exception {
        byte[] body = scenario.aChange("team", "update", "x").getBytes(UTF_8);
        assertRefusedOrKept(() -> send(protocol, body, "x".repeat(65_000)));
        assertThat(endpoint.received().size(), is(0));
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void aLargeMessageArrivesOverEveryProtocol(WireProtocol protocol) throws Exception {
        send(protocol, changes(5_000_000, "noise").getBytes(UTF_8), "plain");
        endpoint.awaitReceived(objects(5_000_000));
    }

    private void assertRefusedOrKept(Sending sending) throws Exception {
        try {
            sending.send();
        } catch (Exception refused) {
            return;
        }
        assertThat(keptOne().get("reason").asText(), is(not("")));
    }

    private JsonNode keptOne() {
        return await("kept").atMost(LIMIT).until(() -> rejected.list("").filter(one -> one.toString().contains(mark)).toList(),
                found -> found.size() == 1).get(0);
    }

    @AfterEach
    void theServiceIsAsItWas() throws Exception {
        Endpoint afterwards = scenario.anEndpoint().thin().instant().to("score.updated").create();
        WireProtocol.CORE.send(login, scenario.anEvent("score.updated", "after", "{}"));
        afterwards.awaitReceived(1);
        assertThat(service.api().isReady(), is(true));
        if (service.node() != null) {
            assertThat(service.node().log(), not(containsString("OutOfMemoryError")));
        }
    }

    /** As bytes, with the mark and {@code property} as properties. */
    private void send(WireProtocol protocol, byte[] body, String property) throws Exception {
        switch (protocol) {
            case CORE -> {
                try (WireCore core = new WireCore(login)) {
                    ClientMessage message = core.bytes(body);
                    message.putStringProperty("mark", mark);
                    message.putStringProperty("large", property);
                    core.send(message);
                }
            }
            case AMQP -> {
                try (WireAmqp amqp = new WireAmqp(login)) {
                    amqp.send(amqp.open(QUEUE), encode(new ApplicationProperties(Map.of("mark", mark, "large", property)),
                            data(body)));
                }
            }
            case OPENWIRE -> {
                try (WireOpenWire wire = new WireOpenWire(login)) {
                    BytesMessage message = wire.session().createBytesMessage();
                    message.writeBytes(body);
                    message.setStringProperty("mark", mark);
                    message.setStringProperty("large", property);
                    wire.send(QUEUE, message);
                }
            }
            case STOMP -> {
                try (WireStomp stomp = new WireStomp(login)) {
                    stomp.sendBytes(QUEUE, body, "mark:" + mark, "large:" + property);
                }
            }
            default -> {
                byte[] first = WireMqtt.userProperty("mark", mark);
                byte[] second = WireMqtt.userProperty("large", property);
                byte[] properties = Arrays.copyOf(first, first.length + second.length);
                System.arraycopy(second, 0, properties, first.length, second.length);
                try (WireMqtt mqtt = new WireMqtt(login, WireMqtt.V5, "large-" + System.nanoTime())) {
                    mqtt.publish("carillon/changes", body, 1, properties);
                }
            }
        }
    }

    private static int objects(int size) {
        return (size + LARGEST_DATA - 1) / LARGEST_DATA;
    }

    /** As many changes as their data need. */
    private String changes(int size, String filling) {
        return IntStream.range(0, objects(size)).mapToObj(i -> scenario.anEvent("team.updated", "t" + i,
                filled(Math.min(size, LARGEST_DATA), filling))).collect(Collectors.joining(",", "[", "]"));
    }

    private TypedProperties members(int size, String filling) {
        TypedProperties members = new TypedProperties();
        members.putLongProperty(SimpleString.of("organizationId"), scenario.organizationId());
        members.putSimpleStringProperty(SimpleString.of("eventType"), SimpleString.of("team.updated"));
        members.putSimpleStringProperty(SimpleString.of("resourceId"), SimpleString.of("t0"));
        members.putSimpleStringProperty(SimpleString.of("data"), SimpleString.of(filled(size, filling)));
        return members;
    }

    private static String filled(int size, String filling) {
        if (filling.equals("letters")) {
            return "{\"text\":\"" + "x".repeat(size) + "\"}";
        }
        byte[] noise = new byte[size / 4 * 3];
        new Random(size).nextBytes(noise);
        return "{\"text\":\"" + Base64.getEncoder().encodeToString(noise) + "\"}";
    }

    @FunctionalInterface
    private interface Sending {
        void send() throws Exception;
    }

    /** So many blanks, and never all of them in memory. */
    private static final class Blanks extends InputStream {

        private long left;

        Blanks(long count) {
            left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? ' ' : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int count = (int) Math.min(left, length);
            Arrays.fill(into, from, from + count, (byte) ' ');
            left -= count;
            return count == 0 ? -1 : count;
        }
    }
}
