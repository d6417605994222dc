package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import jakarta.jms.JMSContext;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A producer on the queue: what it sends becomes a webhook once, or a rejected message with a reason. */
@SharedService
class JmsIT {

    private final Scenario scenario;
    private final CoreProducer producer;
    private final Rejected rejected;
    private final Endpoint endpoint;

    JmsIT(Scenario scenario, CoreProducer producer, Rejected rejected) {
        this.scenario = scenario;
        this.producer = producer;
        this.rejected = rejected;
        endpoint = scenario.anEndpoint().thin().instant().create();
    }

    @Test
    void textAndBytesOneAndManyAreChanges() {
        producer.sendText(scenario.aChange("team", "create", "t1"));
        producer.sendBytes(scenario.aChange("team", "create", "t2").getBytes(StandardCharsets.UTF_8));
        producer.sendText("[" + scenario.aChange("team", "create", "t3") + "," + scenario.aChange("team", "create", "t4") + "]");
        assertThat(endpoint.awaitReceived(4).stream().map(one -> one.json().get("resourceId").asText()).sorted().toList(),
                is(List.of("t1", "t2", "t3", "t4")));
    }

    @Test
    void aChangeThatIsSentAgainUnderItsIdHasNoSecondEffect() {
        String change = scenario.aChange("team", "update", "t1").replaceFirst("\\{", "{\"id\":\"c-1\",");
        for (int i = 0; i < 5; i++) {
            producer.sendText(change);
        }
        scenario.post(scenario.aChange("team", "update", "last"));
        assertThat(untilTheLast(), is(List.of("t1", "last")));
    }

    @Test
    void theSameIdOfAnotherOrganizationIsAnotherChange(Scenario other) {
        Endpoint others = other.anEndpoint().thin().instant().create();
        producer.sendText(scenario.aChange("team", "update", "t1").replaceFirst("\\{", "{\"id\":\"c-1\","));
        producer.sendText(other.aChange("team", "update", "t1").replaceFirst("\\{", "{\"id\":\"c-1\","));
        endpoint.awaitReceived(1);
        others.awaitReceived(1);
    }

    @Test
    void whatCannotBeUsedIsKeptWithItsReasonAndSpoilsNothing() {
        String bad = "this is no change " + Scenario.aNewId();
        producer.sendText(bad);
        producer.sendText(scenario.aChange("team", "update", "t1"));
        endpoint.awaitReceived(1);
        JsonNode kept = rejected.await(bad.getBytes(StandardCharsets.UTF_8));
        assertThat(kept.get("reason").asText(), is("malformed"));
        assertThat(kept.get("jmsType").asText(), is("text"));
    }

    @Test
    void aBadElementIsRejectedAloneWithItsPlace() {
        String bad = Json.object("organizationId", scenario.organizationId(), "eventType", "no." + Scenario.aNewId(),
                "resourceId", "x");
        producer.sendText("[" + scenario.aChange("team", "update", "t1") + "," + bad + ","
                + scenario.aChange("team", "update", "t2") + "]");
        endpoint.awaitReceived(2);
        JsonNode kept = rejected.await(bad.getBytes(StandardCharsets.UTF_8));
        assertThat(kept.get("reason").asText(), is("event-type-unknown"));
        assertThat(kept.get("pointer").asText(), is("/1/eventType"));
    }

    @Test
    void anUnknownOrganizationIsRejected() {
        String bad = Json.object("organizationId", 9007199254740991L, "resourceType", "team", "resourceOperation", "update",
                "resourceId", Scenario.aNewId());
        producer.sendText(bad);
        assertThat(rejected.await(bad.getBytes(StandardCharsets.UTF_8)).get("reason").asText(), is("organization-unknown"));
    }

    @Test
    void anObjectMessageIsRejectedUnread(JMSContext jms) {
        jms.createProducer().setProperty("marker", Scenario.aNewId())
                .send(jms.createQueue("carillon.changes"), (Serializable) new ArrayList<>(List.of("x")));
        await().atMost(Duration.ofSeconds(30)).until(() -> rejected.list("reason=type-unusable")
                .anyMatch(message -> message.get("jmsType").asText().equals("object")));
    }

    @Test
    void binaryRubbishIsKeptByteForByte() {
        byte[] rubbish = new byte[512];
        new Random().nextBytes(rubbish);
        producer.sendBytes(rubbish);
        assertThat(rejected.await(rubbish).get("reason").asText(), is("malformed"));
    }

    private List<String> untilTheLast() {
        await().atMost(Duration.ofSeconds(30)).until(() -> ids().contains("last"));
        return ids();
    }

    private List<String> ids() {
        return endpoint.received().stream().map(Received::json).map(body -> body.get("resourceId").asText()).toList();
    }
}
