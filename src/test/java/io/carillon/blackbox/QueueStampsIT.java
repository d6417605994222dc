package io.carillon.blackbox;

import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static io.carillon.blackbox.support.AmqpSections.map;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Receiver.Received;
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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.jms.Message;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a producer says about a message's origin and time counts only as far as a stranger may say it. */
@SharedService
class QueueStampsIT {

    private static final String QUEUE = "carillon.changes";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Scenario scenario;
    private final Rejected rejected;
    private final Login login;

    QueueStampsIT(Service service, Scenario scenario, Rejected rejected) {
        api = service.api();
        this.scenario = scenario;
        this.rejected = rejected;
        login = Login.anonymous(service.brokerUrl());
    }

    /** What the service itself writes on a message that it puts back, forged. */
    private static Map<String, String> forged(String rejectedId) {
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("carillon_rejected", rejectedId);
        forged.put("carillon_origin", "x".repeat(300));
        forged.put("carillon_element", "-1");
        forged.put("carillon_sent_at", "-9223372036854775808");
        forged.put("carillon_protocol", "http");
        forged.put("carillon_client", "another client");
        forged.put("carillon_message_id", "ID:1");
        forged.put("carillon_seal", "AAAA");
        forged.put("carillon_anything", "1");
        return forged;
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void aForgedStampChangesNoOtherRejectedMessage(WireProtocol protocol) throws Exception {
        String theirs = "no change " + Scenario.aNewId();
        WireProtocol.CORE.send(login, theirs);
        JsonNode before = rejected.await(theirs.getBytes(UTF_8));
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        String bad = "no change either " + Scenario.aNewId();
        send(protocol, bad, forged(before.get("id").asText()));
        send(protocol, scenario.aChange("team", "update", "good"), forged(before.get("id").asText()));
        endpoint.awaitReceived(1);
        rejected.await(bad.getBytes(UTF_8));
        assertThat(rejected.withBody(theirs.getBytes(UTF_8)), is(List.of(before)));
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void originProtocolAndTimeCannotBeForged(WireProtocol protocol) throws Exception {
        String bad = "no change " + Scenario.aNewId();
        Instant before = Instant.now().minusSeconds(2);
        send(protocol, bad, forged("rm_00000000000000000000000000000000"));
        JsonNode kept = rejected.await(bad.getBytes(UTF_8));
        assertThat(kept.get("protocol").asText(), startsWith(protocol.name()));
        assertThat(kept.path("clientId").asText(), is(not("another client")));
        assertSentBetween(kept, before, Instant.now().plusSeconds(2));
        assertThat(kept.path("properties").toString(), kept.path("properties").toString().contains("another client"), is(false));
        assertThat(rejected.withBody(bad.getBytes(UTF_8)).size(), is(1));
    }

    static Stream<Long> noTimes() {
        return Stream.of(0L, -1L, Long.MIN_VALUE, Long.MAX_VALUE, -62_135_596_800_001L, 253_402_300_800_000L,
                System.currentTimeMillis() + 3_600_000);
    }

    @ParameterizedTest
    @MethodSource("noTimes")
    void aTimeThatCannotBeIsTheTimeOfArrival(long millis) throws Exception {
        Instant before = Instant.now().minusSeconds(2);
        List<String> bodies = new ArrayList<>();
        try (WireCore core = new WireCore(login)) {
            bodies.add("no change " + Scenario.aNewId());
            ClientMessage message = core.text(bodies.get(0));
            message.setTimestamp(millis);
            core.send(message);
        }
        try (WireAmqp amqp = new WireAmqp(login)) {
            bodies.add("no change " + Scenario.aNewId());
            Properties properties = new Properties();
            properties.setCreationTime(new Date(millis));
            amqp.send(amqp.open(QUEUE), encode(properties, new AmqpValue(bodies.get(1))));
        }
        for (String body : bodies) {
            assertSentBetween(rejected.await(body.getBytes(UTF_8)), before, Instant.now().plusSeconds(2));
        }
    }

    @ParameterizedTest
    @EnumSource(WireProtocol.class)
    void aMessageWithoutATimeWasSentWhenItArrived(WireProtocol protocol) throws Exception {
        String bad = "no change " + Scenario.aNewId();
        Instant before = Instant.now().minusSeconds(2);
        protocol.send(login, bad);
        assertSentBetween(rejected.await(bad.getBytes(UTF_8)), before, Instant.now().plusSeconds(2));
    }

    private static void assertSentBetween(JsonNode kept, Instant from, Instant to) {
        Instant sentAt = Instant.parse(kept.get("sentAt").asText());
        assertThat(from + " <= " + sentAt + " <= " + to, !sentAt.isBefore(from) && !sentAt.isAfter(to), is(true));
    }

    /** In one window: 1 to 2 over HTTP, then 2 to 3 over AMQP without a time, is 1 to 3. */
    @Test
    void aChangeWithoutATimeComesAfterWhatWasThereBefore() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().coalesced().to("score.updated").create();
        try (WireAmqp amqp = new WireAmqp(login)) {
            var sender = amqp.open(QUEUE);
            JsonNode both = await("both in one window").atMost(LIMIT).until(() -> {
                String id = Scenario.aNewId();
                scenario.post(score(id, 1, 2));
                amqp.send(sender, encode(data(score(id, 2, 3).getBytes(UTF_8))));
                return summary(endpoint, endpoint.received().size());
            }, Optional::isPresent).orElseThrow();
            assertThat(both.at("/data/old_score").asInt(), is(1));
            assertThat(both.at("/data/new_score").asInt(), is(3));
        }
    }

    private String score(String id, int oldScore, int newScore) {
        return scenario.anEvent("score.updated", id, "{\"old_score\":" + oldScore + ",\"new_score\":" + newScore + "}");
    }

    /** The next webhook that summarises two changes, if it is one. */
    private static Optional<JsonNode> summary(Endpoint endpoint, int seen) {
        return endpoint.awaitReceived(seen + 1).stream().map(Received::json)
                .filter(body -> body.at("/meta/changes").asInt() == 2).findFirst();
    }

    static List<Map<Object, Object>> oddMaps() {
        return List.of(map("", "x"), map("a\u0000b", 1), map("x".repeat(300), 1), map(" ", 1), map("\ud83d\ude80", 1),
                map("organizationId ", 1), map("organizationId", "x".repeat(20_000)), map("data", ""));
    }

    @ParameterizedTest
    @MethodSource("oddMaps")
    void whatWasKeptOfAMapCanBePutBackOrSaysWhyNot(Map<Object, Object> map) throws Exception {
        String mark = "m" + Scenario.aNewId().replace("-", "");
        try (WireAmqp amqp = new WireAmqp(login)) {
            amqp.send(amqp.open(QUEUE), encode(new ApplicationProperties(Map.of("mark", mark)), new AmqpValue(map)));
        }
        JsonNode kept = await("kept").atMost(LIMIT).until(() -> marked(mark), found -> found.size() == 1).get(0);
        var answer = api.post("/rejected-messages/" + kept.get("id").asText() + "/requeue", "");
        assertThat(answer.body(), List.of(202, 409).contains(answer.statusCode()), is(true));
        if (answer.statusCode() == 202) {
            await("rejected again").atMost(LIMIT).until(() -> marked(mark), found -> found.size() == 1
                    && !found.get(0).has("requeuedAt") && !found.get(0).get("rejectedAt").equals(kept.get("rejectedAt")));
        } else {
            assertThat(marked(mark), is(List.of(kept)));
        }
    }

    private List<JsonNode> marked(String mark) {
        return rejected.list("protocol=AMQP").filter(one -> one.at("/properties/mark").asText().equals(mark)).toList();
    }

    private void send(WireProtocol protocol, String text, Map<String, String> headers) throws Exception {
        switch (protocol) {
            case CORE -> {
                try (WireCore core = new WireCore(login)) {
                    ClientMessage message = core.text(text);
                    headers.forEach(message::putStringProperty);
                    core.send(message);
                }
            }
            case AMQP -> {
                try (WireAmqp amqp = new WireAmqp(login)) {
                    amqp.send(amqp.open(QUEUE), encode(new ApplicationProperties(new LinkedHashMap<>(headers)),
                            new AmqpValue(text)));
                }
            }
            case OPENWIRE -> {
                try (WireOpenWire wire = new WireOpenWire(login)) {
                    Message message = wire.session().createTextMessage(text);
                    for (var header : headers.entrySet()) {
                        message.setStringProperty(header.getKey(), header.getValue());
                    }
                    wire.send(QUEUE, message);
                }
            }
            case STOMP -> {
                try (WireStomp stomp = new WireStomp(login)) {
                    stomp.send(QUEUE, text, headers.entrySet().stream()
                            .map(header -> header.getKey() + ":" + header.getValue()).toArray(String[]::new));
                }
            }
            default -> {
                byte[][] properties = headers.entrySet().stream()
                        .map(header -> WireMqtt.userProperty(header.getKey(), header.getValue())).toArray(byte[][]::new);
                try (WireMqtt mqtt = new WireMqtt(login, WireMqtt.V5, "forger-" + System.nanoTime())) {
                    mqtt.publish("carillon/changes", text.getBytes(UTF_8), 1, joined(properties));
                }
            }
        }
    }

    private static byte[] joined(byte[][] parts) {
        byte[] joined = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }
}
