package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Changes that say that a failed attempt is not to be repeated. */
@QuietService
class SentOnceIT {

    private final Api api;
    private final Scenario scenario;
    private final CoreProducer producer;

    SentOnceIT(Service service, Scenario scenario, CoreProducer producer) {
        this.api = service.api();
        this.scenario = scenario;
        this.producer = producer;
    }

    @Test
    void oneAttemptIsAllThatAnInstantChangeGets() {
        Endpoint endpoint = failing().instant().create();
        scenario.post(once("t1"), scenario.anEvent("team.updated", "t2"));
        producer.sendText(once("t3"));
        awaitStates(endpoint, Map.of("t1", "failed 1", "t2", "failed 4", "t3", "failed 1"));

        String delivery = deliveryOf(endpoint, "t1").get("id").asText();
        Api.json(api.post("/deliveries/" + delivery + "/redeliver", ""), 202);
        awaitStates(endpoint, Map.of("t1", "failed 2", "t2", "failed 4", "t3", "failed 1"));
        JsonNode verdict = Api.json(api.get("/explanations?organization=" + scenario.organizationId()
                + "&resourceType=team&resourceId=t1"), 200).at("/items/0");
        assertThat(verdict.get("code").asText(), is("failed"));
        assertThat(verdict.get("sentence").asText(), containsString("Its producer asked for no retry."));
    }

    @Test
    void aWindowIsRetriedUnlessAllOfItsChangesSayNo() {
        Endpoint endpoint = failing().coalesced().create();
        scenario.post(once("t1"), once("t1"), once("t2"), scenario.anEvent("team.updated", "t2"), once("t3"),
                scenario.anEvent("team.created", "t3"));
        awaitStates(endpoint, Map.of("t1", "failed 1", "t2", "failed 4", "t3", "failed 4"));
    }

    private Scenario.EndpointBuilder failing() {
        return scenario.anEndpoint().full().with("retry", "\"standard\"").answering(received -> Answer.status(500));
    }

    private String once(String resourceId) {
        return Json.object("organizationId", scenario.organizationId(), "eventType", "team.updated", "resourceId", resourceId,
                "retry", false);
    }

    private static JsonNode deliveryOf(Endpoint endpoint, String resourceId) {
        for (JsonNode delivery : endpoint.deliveries()) {
            if (delivery.get("resourceId").asText().equals(resourceId)) {
                return delivery;
            }
        }
        throw new AssertionError("no delivery about " + resourceId);
    }

    private static void awaitStates(Endpoint endpoint, Map<String, String> expected) {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Map<String, String> states = new TreeMap<>();
            endpoint.deliveries().forEach(delivery -> states.put(delivery.get("resourceId").asText(),
                    delivery.get("status").asText() + " " + delivery.get("attempts").asInt()));
            assertThat(states, is(new TreeMap<>(expected)));
        });
    }
}
