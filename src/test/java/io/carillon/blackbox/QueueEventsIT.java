package io.carillon.blackbox;

import static io.carillon.blackbox.support.AmqpSections.data;
import static io.carillon.blackbox.support.AmqpSections.encode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.hivemq.client.mqtt.MqttClient;
import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5BlockingClient;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Login;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.WireAmqp;
import io.carillon.blackbox.support.WireStomp;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.qpid.proton.amqp.Symbol;
import org.apache.qpid.proton.amqp.messaging.AmqpValue;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;
import org.apache.qpid.proton.amqp.messaging.Properties;
import org.junit.jupiter.api.Test;

/** CloudEvents on the queue, in the modes that each protocol has: each is a change, or a rejected message with a reason. */
@SharedService
class QueueEventsIT {

    private static final String QUEUE = "carillon.changes";
    private static final String STRUCTURED = "application/cloudevents+json";

    private final Api api;
    private final Scenario scenario;
    private final CoreProducer producer;
    private final Rejected rejected;
    private final Endpoint endpoint;
    private final Login login;

    QueueEventsIT(Service service, Scenario scenario, CoreProducer producer, Rejected rejected) {
        this.api = service.api();
        this.scenario = scenario;
        this.producer = producer;
        this.rejected = rejected;
        endpoint = scenario.anEndpoint().full().instant().create();
        login = Login.anonymous(service.brokerUrl());
    }

    @Test
    void jmsProducersSendBothModes() {
        producer.sendEvent(event("A1", "\"x\""));
        producer.sendEvent("A2", scenario.organizationId(), "t2", "{\"n\":2}");
        producer.sendEvent("A2", scenario.organizationId(), "t2", "{\"n\":2}");
        producer.sendText("[" + event("A3", "{\"n\":3}") + "," + scenario.anEvent("team.created", "t4", "{\"n\":4}") + "]");
        assertThat(numbers(3), containsInAnyOrder(2, 3, 4));
        JsonNode kept = rejected.await(event("A1", "\"x\"").getBytes(UTF_8));
        assertThat(kept.get("pointer").asText(), is("/data"));
        assertThat(kept.get("jmsType").asText(), is("cloudevents"));
    }

    @Test
    void amqpProducersSendBothModes() throws Exception {
        Properties structured = new Properties();
        structured.setContentType(Symbol.valueOf(STRUCTURED + "; charset=UTF-8"));
        String withoutVersion = event("A0", "{\"n\":0}").replace("\"specversion\":\"1.0\",", "");
        Properties json = new Properties();
        json.setContentType(Symbol.valueOf("application/json"));
        try (WireAmqp amqp = new WireAmqp(login)) {
            var queue = amqp.open(QUEUE);
            amqp.send(queue, encode(structured, data(event("A1", "{\"n\":1}").getBytes(UTF_8))));
            amqp.send(queue, encode(structured, data(withoutVersion.getBytes(UTF_8))));
            amqp.send(queue, encode(json, properties("A2"), data("{\"n\":2}".getBytes(UTF_8))));
            amqp.send(queue, encode(json, properties("A3"), new AmqpValue("{\"n\":3}")));
        }
        assertThat(numbers(3), containsInAnyOrder(1, 2, 3));
        assertThat(endpoint.received().get(1).json().at("/meta/occurred_at").asText(), is("2025-06-09T10:30:00.000Z"));
        JsonNode kept = rejected.await(withoutVersion.getBytes(UTF_8));
        assertThat(kept.get("reason").asText(), is("member-missing"));
        assertThat(kept.get("pointer").asText(), is("/specversion"));
    }

    @Test
    void stompAndMqttProducersSendStructuredMode() throws Exception {
        String one = event("A0", "{\"n\":0}").replace("\"subject\":\"t1\",", "");
        String other = event("A9", "{\"n\":9}").replace("\"specversion\":\"1.0\",", "");
        try (WireStomp stomp = new WireStomp(login)) {
            stomp.send(QUEUE, event("A1", "{\"n\":1}"), "content-type:" + STRUCTURED);
            stomp.send(QUEUE, one, "content-type:" + STRUCTURED);
        }
        Mqtt5BlockingClient mqtt = MqttClient.builder().useMqttVersion5().serverHost("127.0.0.1").serverPort(login.port())
                .buildBlocking();
        mqtt.connect();
        for (String event : List.of(event("A2", "{\"n\":2}"), other)) {
            mqtt.publishWith().topic("carillon/changes").qos(MqttQos.AT_LEAST_ONCE).contentType(STRUCTURED)
                    .payload(event.getBytes(UTF_8)).send();
        }
        mqtt.disconnect();
        assertThat(numbers(2), containsInAnyOrder(1, 2));
        assertThat(rejected.await(one.getBytes(UTF_8)).get("pointer").asText(), is("/subject"));
        assertThat(rejected.await(other.getBytes(UTF_8)).get("pointer").asText(), is("/specversion"));
    }

    @Test
    void aRejectedEventIsRequeuedAsThatEvent() {
        long organization = Scenario.aNewOrganizationId();
        producer.sendEvent("A1", organization, "t1", "{\"n\":1}");
        JsonNode kept = await("a rejected event").atMost(Duration.ofSeconds(30)).until(() -> rejected.list("organization="
                + organization).findFirst().orElse(null), found -> found != null);
        assertThat(kept.get("reason").asText(), is("organization-unknown"));
        assertThat(kept.get("pointer").asText(), is("/organizationid"));
        JsonNode body = Api.json(new String(Base64.getDecoder().decode(kept.get("body").asText()), UTF_8));
        assertThat(body.get("subject").asText(), is("t1"));
        assertThat(new String(Base64.getDecoder().decode(body.get("data_base64").asText()), UTF_8), is("{\"n\":1}"));
        scenario.alsoHears(organization);
        Api.json(api.post("/rejected-messages/" + kept.get("id").asText() + "/requeue", ""), 202);
        assertThat(numbers(1), containsInAnyOrder(1));
    }

    @Test
    void aRejectedEventIsCorrectedByAnEventOrAChange() {
        List<String> bad = List.of(event("A1", "{\"n\":1}").replace("created", "creatd"),
                event("A2", "{\"n\":2}").replace("created", "creatd"));
        bad.forEach(producer::sendEvent);
        List<String> good = List.of(event("A1", "{\"n\":1}"), scenario.anEvent("team.created", "t1", "{\"n\":2}"));
        for (int i = 0; i < bad.size(); i++) {
            JsonNode kept = rejected.await(bad.get(i).getBytes(UTF_8));
            assertThat(kept.get("pointer").asText(), is("/type"));
            Api.json(api.post("/rejected-messages/" + kept.get("id").asText() + "/correct", good.get(i)), 202);
        }
        assertThat(numbers(2), containsInAnyOrder(1, 2));
    }

    private ApplicationProperties properties(String id) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("cloudEvents:specversion", "1.0");
        properties.put("cloudEvents:id", id);
        properties.put("cloudEvents:source", "/clubs/registry");
        properties.put("cloudEvents:type", "team.created");
        properties.put("cloudEvents:subject", "t1");
        properties.put("cloudEvents:time", Date.from(Instant.parse("2025-06-09T10:30:00Z")));
        properties.put("cloudEvents:organizationid", scenario.organizationId());
        return new ApplicationProperties(properties);
    }

    private String event(String id, String data) {
        return Json.object("specversion", "1.0", "id", id, "source", "/clubs/registry", "type", "team.created", "subject", "t1",
                "organizationid", scenario.organizationId(), "data", Json.raw(data));
    }

    private List<Integer> numbers(int count) {
        return endpoint.awaitReceived(count).stream().map(Received::json).map(body -> body.at("/data/n").asInt()).toList();
    }
}
