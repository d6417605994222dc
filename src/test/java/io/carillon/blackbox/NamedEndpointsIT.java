package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Changes that name the endpoints that alone may get them, over HTTP, as CloudEvents and on the queue. */
@SharedService
class NamedEndpointsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Scenario scenario;
    private final CoreProducer producer;
    private final Rejected rejected;

    NamedEndpointsIT(Service service, Scenario scenario, CoreProducer producer, Rejected rejected) {
        this.api = service.api();
        this.scenario = scenario;
        this.producer = producer;
        this.rejected = rejected;
    }

    @Test
    void anInstantChangeGoesToThoseAlone() {
        Endpoint one = scenario.anEndpoint().full().instant().create();
        Endpoint another = scenario.anEndpoint().full().instant().create();
        Endpoint scores = scenario.anEndpoint().full().instant().with("eventTypes", "[\"score.*\"]").create();
        scenario.post(named("t1", one, scores), scenario.anEvent("team.updated", "t2"));

        assertThat(objects(one, 2), contains("t1", "t2"));
        assertThat(objects(another, 1), contains("t2"));
        assertThat("a name is no subscription", scores.deliveries().size(), is(0));
        assertThat(another.deliveries().size(), is(1));
        awaitCodes("t1", Map.of(one.id(), "delivered", another.id(), "not-named", scores.id(), "not-selected"));
    }

    @Test
    void aCoalescedEndpointHearsOfWhatNamesItInTheWebhookOfTheWindow() {
        Endpoint one = scenario.anEndpoint().full().coalesced().create();
        Endpoint another = scenario.anEndpoint().full().coalesced().create();
        Endpoint filtered = scenario.anEndpoint().full().coalesced().with("filter", "{\"data\":{\"n\":{\"$gte\":2}}}").create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{\"n\":1}"),
                withData(named("t1", one, filtered), "{\"n\":2}"), withData(named("t2", one), "{\"n\":3}"));

        List<JsonNode> webhooks = one.awaitReceived(2).stream().map(received -> received.json()).toList();
        assertThat(webhooks.stream().map(webhook -> webhook.at("/meta/changes") + " " + webhook.at("/data/n"))
                .sorted().toList(), contains("1 3", "2 2"));
        JsonNode rest = another.awaitReceived(1).get(0).json();
        assertThat(rest.at("/meta/changes").asInt(), is(1));
        assertThat(rest.at("/data/n").asInt(), is(1));
        JsonNode passed = filtered.awaitReceived(1).get(0).json();
        assertThat(passed.at("/meta/changes").asInt(), is(1));
        assertThat(passed.at("/data/n").asInt(), is(2));
        awaitCodes("t2", Map.of(one.id(), "delivered", another.id(), "not-named", filtered.id(), "not-named"));
        assertThat(another.deliveries().size(), is(1));
        assertThat(filtered.deliveries().size(), is(1));
    }

    @Test
    void anUnknownEndpointIsAnError() {
        Endpoint one = scenario.anEndpoint().full().instant().create();
        Api producing = Tenant.keyOf(api, "organization:" + scenario.organizationId());
        JsonNode refused = Api.json(producing.post("/changes", "[" + named("t1", one) + "," + naming("t1", one.id(), "ep_none")
                + "]"), 422);
        assertThat(refused.at("/errors/0/pointer").asText() + " " + refused.at("/errors/0/detail").asText(),
                is("/1/endpoints names no endpoint: ep_none"));
        long stranger = aStranger().organizationId();
        assertThat("whether others exist is not revealed", Tenant.keyOf(api, "organization:" + stranger).post("/changes",
                Json.object("organizationId", stranger, "eventType", "team.updated", "resourceId", "t1", "endpoints",
                        List.of(one.id()))).statusCode(), is(422));
        assertThat(Api.json(api.post("/explanations/dry-run", naming("t1", "ep_none")), 200).at("/items/0/code").asText(),
                is("refused"));
        assertThat(Api.json(api.post("/explanations/dry-run", named("t1", one)), 200).at("/items/0/code").asText(),
                is("instant"));
        assertThat(one.deliveries().size(), is(0));
    }

    private Scenario aStranger() {
        return Scenario.ofOrganization(Scenario.aNewOrganizationId(), api, scenario.anEndpoint().create().receiver());
    }

    @Test
    void aNameIsNoConsent() {
        Endpoint foreign = aStranger().anEndpoint().full().instant().create();
        Endpoint own = scenario.anEndpoint().full().instant().create();
        scenario.post(naming("t1", own.id(), foreign.id()));
        own.awaitReceived(1);
        assertThat(foreign.deliveries().size(), is(0));
    }

    @Test
    void theQueueTakesThemInEachForm() {
        Endpoint one = scenario.anEndpoint().full().instant().create();
        Endpoint another = scenario.anEndpoint().full().instant().create();
        producer.sendText(named("t1", one));
        producer.sendText("<change organizationId='" + scenario.organizationId()
                + "' eventType='team.updated' resourceId='t2' endpoints='" + one.id() + "'/>");
        producer.sendEvent(event("t3", one));
        Api.json(api.post("/changes", event("t4", one)), 202);
        assertThat(objects(one, 4), contains("t1", "t2", "t3", "t4"));
        String unknown = naming("t5", "ep_none");
        producer.sendText(unknown);
        JsonNode kept = rejected.await(unknown.getBytes(UTF_8));
        assertThat(kept.get("reason").asText() + " " + kept.get("pointer").asText(), is("endpoint-unknown /endpoints"));
        assertThat(another.deliveries().size(), is(0));
    }

    private String event(String subject, Endpoint endpoint) {
        return Json.object("specversion", "1.0", "id", Scenario.aNewId(), "source", "/clubs", "type", "team.updated", "subject",
                subject, "organizationid", scenario.organizationId(), "carillonendpoints", endpoint.id());
    }

    private String named(String resourceId, Endpoint... endpoints) {
        return naming(resourceId, List.of(endpoints).stream().map(Endpoint::id).toArray(String[]::new));
    }

    private String naming(String resourceId, String... ids) {
        return Json.object("organizationId", scenario.organizationId(), "eventType", "team.updated", "resourceId", resourceId,
                "endpoints", List.of(ids));
    }

    private static String withData(String change, String data) {
        return change.substring(0, change.length() - 1) + ",\"data\":" + data + "}";
    }

    private static List<String> objects(Endpoint endpoint, int count) {
        endpoint.awaitReceived(count);
        return endpoint.deliveries().findValuesAsText("resourceId").stream().sorted().toList();
    }

    private void awaitCodes(String resourceId, Map<String, String> expected) {
        await().atMost(LIMIT).untilAsserted(() -> {
            Map<String, String> codes = new TreeMap<>();
            Api.json(api.get("/explanations?organization=" + scenario.organizationId() + "&resourceType=team&resourceId="
                    + resourceId), 200).get("items").forEach(verdict ->
                    codes.put(verdict.get("endpointId").asText(), verdict.get("code").asText()));
            assertThat(codes, is(new TreeMap<>(expected)));
        });
    }
}
