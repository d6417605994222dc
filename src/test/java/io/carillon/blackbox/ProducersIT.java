package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.AmqpProducer;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.MqttProducer;
import io.carillon.blackbox.support.OpenWireProducer;
import io.carillon.blackbox.support.Producer;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.SpringProducer;
import io.carillon.blackbox.support.StompProducer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every client in every form against the one-process service as it is started: from each arrives the same change. */
@SharedService
class ProducersIT {

    private final Service service;
    private final Scenario scenario;
    private final Endpoint endpoint;
    private final int port;

    ProducersIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
        endpoint = scenario.anEndpoint().full().instant().create();
        port = URI.create(service.brokerUrl()).getPort();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORE", "SPRING", "OPENWIRE", "AMQP", "STOMP", "MQTT"})
    void everyFormIsTheSameChange(String protocol) throws Exception {
        List<String> expected = new ArrayList<>(List.of("json", "xml", "json-bytes", "xml-bytes"));
        try (Producer producer = producer(protocol)) {
            producer.sendText("[" + json("json") + "]");
            producer.sendText(xml("xml"));
            producer.sendBytes(json("json-bytes").getBytes(StandardCharsets.UTF_8));
            producer.sendBytes(("<changes>" + xml("xml-bytes") + "</changes>").getBytes(StandardCharsets.UTF_8));
            if (List.of("CORE", "SPRING", "OPENWIRE", "AMQP").contains(protocol)) {
                producer.sendMap(scenario.organizationId(), "map");
                expected.add("map");
            }
        }
        List<JsonNode> bodies = endpoint.awaitReceived(expected.size()).stream().map(Receiver.Received::json).toList();
        assertThat(bodies.stream().map(body -> body.at("/data").toString()).distinct().toList(),
                is(List.of("{\"name\":\"Harbour Rowers\"}")));
        assertThat(resourceIds(), containsInAnyOrder(expected.toArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORE", "OPENWIRE", "AMQP", "STOMP", "MQTT"})
    void whatIsRejectedSaysWhereItCameFrom(String protocol, Rejected messages) throws Exception {
        String bad = "bad " + Scenario.aNewId();
        try (Producer producer = producer(protocol)) {
            producer.sendText(bad);
        }
        JsonNode rejected = messages.await(bad.getBytes(StandardCharsets.UTF_8));
        assertThat(rejected.get("protocol").asText(), startsWith(protocol));
        if (!protocol.equals("STOMP")) {
            assertThat(rejected.get("clientId").asText(), is(Producer.CLIENT_ID));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CORE", "OPENWIRE", "AMQP", "STOMP", "MQTT"})
    void messagesThatAreAlikeToTheMillisecondAreSeveral(String protocol) throws Exception {
        try (Producer producer = producer(protocol)) {
            for (int i = 0; i < 30; i++) {
                producer.sendText(json("again"));
            }
        }
        endpoint.awaitReceived(30);
    }

    @Test
    void anMqttTopicWithADotReachesTheQueueToo() throws Exception {
        try (Producer producer = new MqttProducer(port, "carillon.changes")) {
            producer.sendText(json("dot"));
        }
        endpoint.awaitReceived(1);
        assertThat(resourceIds(), is(List.of("dot")));
    }

    @Test
    void aMessageOfOneDuplicateIdHasOneEffect() throws Exception {
        try (CoreProducer producer = new CoreProducer(port)) {
            String name = Scenario.aNewId();
            for (int i = 0; i < 5; i++) {
                producer.sendOnce(json("once"), name);
            }
            producer.sendText(json("last"));
        }
        awaitOnceAndLast();
    }

    @Test
    void aMessageOfOneDuplicateIdHasOneEffectWithSpring() {
        try (SpringProducer producer = new SpringProducer(port)) {
            String name = Scenario.aNewId();
            for (int i = 0; i < 3; i++) {
                producer.sendOnce(json("once"), name);
            }
            producer.sendText(json("last"));
        }
        awaitOnceAndLast();
    }

    private void awaitOnceAndLast() {
        await().atMost(Duration.ofSeconds(30)).until(() -> resourceIds().contains("last"));
        assertThat(resourceIds(), containsInAnyOrder("once", "last"));
    }

    private Producer producer(String protocol) throws Exception {
        return switch (protocol) {
            case "CORE" -> new CoreProducer(port);
            case "SPRING" -> new SpringProducer(port);
            case "OPENWIRE" -> new OpenWireProducer(port);
            case "AMQP" -> new AmqpProducer(port);
            case "STOMP" -> new StompProducer(port);
            default -> new MqttProducer(port);
        };
    }

    private List<String> resourceIds() {
        List<String> ids = new ArrayList<>();
        Api.json(service.api().get("/deliveries?limit=200&endpoint=" + endpoint.id()), 200).get("items")
                .forEach(delivery -> ids.add(Optional.ofNullable(delivery.get("resourceId")).orElseThrow().asText()));
        return ids;
    }

    private String json(String resourceId) {
        return """
                {"organizationId":%d,"eventType":"team.created","resourceId":"%s","data":{"name":"Harbour Rowers"}}"""
                .formatted(scenario.organizationId(), resourceId);
    }

    private String xml(String resourceId) {
        return """
                <change organizationId="%d" eventType="team.created" resourceId="%s">\
                <data>{"name":"Harbour Rowers"}</data></change>"""
                .formatted(scenario.organizationId(), resourceId);
    }
}
