package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Endpoints that want changes by their content. */
@QuietService
class FiltersIT {

    private static final String HIGH = "{\"data\":{\"new_score\":{\"$gte\":900}}}";

    private final Scenario scenario;
    private final Api organization;
    private final Api application;

    FiltersIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        organization = Tenant.keyOf(service.api(), "organization:" + scenario.organizationId());
        application = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
    }

    @Test
    void anInstantEndpointGetsWhatPasses() {
        Endpoint all = scenario.anEndpoint().full().instant().create();
        Endpoint high = scenario.anEndpoint().full().instant().with("filter", HIGH).create();
        scenario.post(score(0, 850), score(850, 950), score(950, 700), scenario.anEvent("score.updated", "s1"));
        all.awaitReceived(4);
        await().untilAsserted(() -> assertThat(scores(high), contains(950)));
        assertThat(high.deliveries().size(), is(1));
        awaitVerdicts("score", "s1", Map.of(all.id(), List.of("delivered", "delivered", "delivered", "delivered"),
                high.id(), List.of("delivered", "filtered-out", "filtered-out", "filtered-out")));

        JsonNode stopped = verdicts(organization, "score", "s1").stream().filter(verdict ->
                verdict.get("code").asText().equals("filtered-out")).findFirst().orElseThrow();
        assertThat(stopped.has("exact"), is(false));
        assertThat(stopped.at("/remedy/link").asText(), is("/api/v1/endpoints/" + high.id() + "/filter-checks"));
        assertThat(codeOf(score(0, 899)), is(Set.of("instant", "filtered-out")));
        assertThat(codeOf(score(0, 900)), is(Set.of("instant")));
    }

    /** Changes are filtered, then coalesced. */
    @Test
    void aCoalescedEndpointGetsThoseThatPass() {
        Endpoint all = scenario.anEndpoint().full().coalesced().create();
        Endpoint high = scenario.anEndpoint().full().coalesced().with("filter", HIGH).create();
        Endpoint everything = scenario.anEndpoint().full().coalesced().with("filter", "{\"resourceType\":\"score\"}").create();
        Endpoint nothing = scenario.anEndpoint().full().coalesced().with("filter", "{\"data\":{\"new_score\":1}}").create();
        scenario.post(score(0, 850), score(850, 920), score(920, 950), score(950, 700));

        JsonNode webhook = high.awaitReceived(1).get(0).json();
        assertThat(webhook.get("data").toString(), is("{\"old_score\":850,\"new_score\":950}"));
        assertThat(webhook.at("/meta/changes").asInt(), is(2));
        JsonNode whole = all.awaitReceived(1).get(0).json();
        assertThat(whole.get("data").toString(), is("{\"old_score\":0,\"new_score\":700}"));
        assertThat(whole.at("/meta/changes").asInt(), is(4));
        assertThat(everything.awaitReceived(1).get(0).json().get("id"), is(whole.get("id")));
        awaitVerdicts("score", "s1", Map.of(all.id(), List.of("summarised", "summarised", "summarised", "summarised"),
                everything.id(), List.of("summarised", "summarised", "summarised", "summarised"),
                high.id(), List.of("filtered-out", "filtered-out", "summarised", "summarised"),
                nothing.id(), List.of("filtered-out", "filtered-out", "filtered-out", "filtered-out")));
        assertThat(verdicts(application, "score", "s1").stream().noneMatch(verdict -> verdict.has("exact")), is(true));
        assertThat(nothing.deliveries().size(), is(0));
        awaitCounts(Map.of("applied", 4, "instant", 0), Map.of(all.id(), 1, high.id(), 1, everything.id(), 1));
    }

    @Test
    void theMostSignificantOfThoseThatPassIsNamed() {
        Endpoint named = scenario.anEndpoint().full().coalesced().with("filter", "{\"data\":{\"name\":{\"$exists\":true}}}")
                .create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{\"name\":\"Otters\"}"),
                scenario.anEvent("team.deleted", "t1", "{\"reason\":\"closed\"}"));
        JsonNode webhook = named.awaitReceived(1).get(0).json();
        assertThat(webhook.get("type").asText(), is("team.updated"));
        assertThat(webhook.at("/meta/changes").asInt(), is(1));
        scenario.post(scenario.anEvent("team.updated", "t1", "{\"name\":\"Bears\"}"));
        assertThat(named.awaitReceived(2).get(1).json().at("/data/name").asText(), is("Bears"));
    }

    @Test
    void aFilterIsAMemberOfTheEndpoint() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("filter", HIGH).create();
        String path = "/endpoints/" + endpoint.id();
        assertThat(Api.json(application.get(path), 200).get("filter").toString(), is(HIGH));
        JsonNode merged = Api.json(application.patch(path, "{\"filter\":{\"data\":{\"live\":true}}}"), 200);
        assertThat(merged.get("filter").toString(), is("{\"data\":{\"new_score\":{\"$gte\":900},\"live\":true}}"));
        String whole = Json.object("url", endpoint.url(), "format", "full", "delivery", "instant", "retry", "none",
                "eventTypes", Json.raw("[\"*\"]"), "signatures", Json.raw("[\"v1\"]"), "signatureSwitch", "at-once");
        assertThat(Api.json(application.put(path, whole), 422).at("/errors/0/pointer").asText(), is("/filter"));
        String another = whole.replaceFirst("\\{", "{\"filter\":{\"eventType\":\"score.updated\"},");
        assertThat(Api.json(application.put(path, another), 200).get("filter").toString(),
                is("{\"eventType\":\"score.updated\"}"));
        assertThat(Api.json(application.patch(path, "{\"filter\":null}"), 200).has("filter"), is(false));
        scenario.post(score(0, 1));
        endpoint.awaitReceived(1);
        assertThat(endpoint.sample("score.updated").get("outcome").asText(), is("succeeded"));
    }

    @Test
    void everyMistakeInAFilterIsNamed() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        JsonNode refused = Api.json(application.patch("/endpoints/" + endpoint.id(),
                "{\"filter\":{\"dta\":1,\"data\":{\"score\":{\"$gtt\":5,\"$in\":7}}}}"), 422);
        assertThat(refused.get("errors").findValuesAsText("pointer"),
                contains("/filter/dta", "/filter/data/score/$gtt", "/filter/data/score/$in"));
        assertThat(refused.at("/errors/1/detail").asText(), containsString("the nearest one is $gt"));
        String large = "{\"filter\":{\"data\":{\"a\":\"" + "x".repeat(8_200) + "\"}}}";
        assertThat(Api.json(application.patch("/endpoints/" + endpoint.id(), large), 422).at("/errors/0/detail").asText(),
                containsString("8192"));
    }

    @Test
    void aFilterCanBeTried() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(score(0, 850), score(850, 950));
        endpoint.awaitReceived(2);
        JsonNode past = check(endpoint, "\"filter\":" + HIGH + ",\"messages\":10", 200);
        assertThat(past.get("passed").asInt(), is(1));
        assertThat(Set.copyOf(past.get("items").findValuesAsText("passes")), is(Set.of("true", "false")));
        assertThat(past.get("items").findValuesAsText("failedAt"), contains("/data/new_score/$gte"));
        assertThat(past.at("/items/0/organizationId").asLong(), is(scenario.organizationId()));

        assertThat(check(endpoint, "\"messages\":1", 422).at("/errors/0/pointer").asText(), is("/filter"));
        Api.json(application.patch("/endpoints/" + endpoint.id(), "{\"filter\":" + HIGH + "}"), 200);
        assertThat(check(endpoint, "\"change\":" + score(1, 900), 200).toString(),
                is("{\"passed\":1,\"items\":[{\"passes\":true}]}"));
        assertThat(check(endpoint, "\"change\":{\"eventType\":\"score.updated\"}", 200).at("/items/0/failedAt").asText(),
                is("/data/new_score/$gte"));
        assertThat(check(endpoint, "\"filter\":{\"resourceOperation\":\"update\",\"resourceType\":\"team\"},"
                + "\"change\":{\"resourceType\":\"roster\",\"resourceOperation\":\"delete\"}", 200).get("passed").asInt(), is(1));

        assertThat(check(endpoint, "\"change\":{\"eventType\":\"no.such\"}", 422).at("/errors/0/pointer").asText(),
                is("/change/eventType"));
        assertThat(check(endpoint, "\"change\":{},\"messages\":1", 422).at("/errors/0/pointer").asText(), is(""));
        assertThat(check(endpoint, "\"messages\":101", 422).at("/errors/0/pointer").asText(), is("/messages"));
        assertThat(check(endpoint, "\"filter\":{},\"messages\":1", 422).at("/errors/0/pointer").asText(), is("/filter"));
    }

    /** The verdicts about a message say something of its data, which an application may see while it is enabled. */
    @Test
    void messagesOfOthersAreNotTried(Service service) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        long other = Scenario.aNewOrganizationId();
        scenario.alsoHears(other);
        Api.json(service.api().post("/changes", score(0, 1).replace("" + scenario.organizationId(), "" + other)), 202);
        endpoint.awaitReceived(1);
        assertThat(check(endpoint, "\"filter\":" + HIGH + ",\"messages\":10", 200).get("items").size(), is(1));
        assertThat(service.api().delete("/organizations/" + other + "/applications/" + scenario.applicationId()).statusCode(),
                is(204));
        assertThat(check(endpoint, "\"filter\":" + HIGH + ",\"messages\":10", 200).get("items").size(), is(0));
    }

    private String score(int before, int after) {
        return scenario.anEvent("score.updated", "s1", "{\"old_score\":" + before + ",\"new_score\":" + after + "}");
    }

    private static List<Integer> scores(Endpoint endpoint) {
        return endpoint.received().stream().map(one -> one.json().at("/data/new_score").asInt()).toList();
    }

    private JsonNode check(Endpoint endpoint, String members, int status) {
        return Api.json(application.post("/endpoints/" + endpoint.id() + "/filter-checks", "{" + members + "}"), status);
    }

    private Set<String> codeOf(String change) {
        JsonNode verdicts = Api.json(organization.post("/explanations/dry-run", change), 200).get("items");
        return Set.copyOf(verdicts.findValuesAsText("code"));
    }

    private List<JsonNode> verdicts(Api caller, String resourceType, String resourceId) {
        JsonNode verdicts = Api.json(caller.get("/explanations?organization=" + scenario.organizationId() + "&resourceType="
                + resourceType + "&resourceId=" + resourceId), 200).get("items");
        return StreamSupport.stream(verdicts.spliterator(), false).toList();
    }

    /** Waits until the endpoints have these codes, in alphabetical order. */
    private void awaitVerdicts(String resourceType, String resourceId, Map<String, List<String>> expected) {
        await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            List<JsonNode> verdicts = verdicts(application, resourceType, resourceId);
            Map<String, List<String>> codes = new TreeMap<>();
            expected.keySet().forEach(id -> codes.put(id, verdicts.stream()
                    .filter(verdict -> verdict.path("endpointId").asText().equals(id))
                    .map(verdict -> verdict.get("code").asText()).sorted().toList()));
            assertThat(codes, is(new TreeMap<>(expected)));
        });
    }

    /** Statistics count changes once, whatever filters say, and deliveries that there are. */
    private void awaitCounts(Map<String, Integer> changes, Map<String, Integer> attempts) {
        await().untilAsserted(() -> {
            JsonNode total = statistics("changes", "");
            changes.forEach((name, count) -> assertThat(name, total.path(name).asInt(), is(count)));
            attempts.forEach((id, count) -> assertThat(statistics("deliveries", "&endpoint=" + id).path("attempts").asInt(),
                    is(count)));
        });
    }

    private JsonNode statistics(String of, String filters) {
        Instant now = Instant.now();
        return Api.json(organization.get("/statistics/" + of + "?from=" + now.minus(10, ChronoUnit.MINUTES) + "&to="
                + now.plus(1, ChronoUnit.MINUTES) + filters), 200).at("/series/0/total");
    }
}
