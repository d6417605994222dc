package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Receivers that cannot listen, and ask for their messages. */
@SharedService
class PollingIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Scenario scenario;
    private final Api api;

    PollingIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        api = service.api();
    }

    /** The bodies are those of webhooks; each poll confirms what came before it, and what was read can be read again. */
    @Test
    void aReceiverGetsItsMessagesInTheirOrder() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().polled();
        assertThat(poll(endpoint, "").get("done").asBoolean(), is(true));
        report("a", 1, 2, 3);
        awaitStates(endpoint, "available", "available", "available");
        assertThat(Api.json(api.get("/endpoints/" + endpoint.id() + "/health"), 200).at("/last24Hours/available").asInt(), is(3));
        assertThat(verdict(endpoint, "a").get("code").asText(), is("waits-for-poll"));

        JsonNode first = poll(endpoint, "?limit=2");
        assertThat(numbers(first), contains(1, 2));
        assertThat(first.get("done").asBoolean(), is(false));
        JsonNode item = first.at("/items/0");
        assertThat(item.at("/body/id").asText(), is(item.get("id").asText()));
        assertThat(item.at("/body/type").asText(), is("team.updated"));
        assertThat(item.at("/body/meta/webhook_url").isNull(), is(true));
        assertThat(item.get("contentType").asText(), is("application/json"));
        awaitStates(endpoint, "available", "available", "available");

        JsonNode second = poll(endpoint, "?after=" + first.get("next").asText());
        assertThat(numbers(second), contains(3));
        assertThat(second.get("done").asBoolean(), is(true));
        awaitStates(endpoint, "available", "succeeded", "succeeded");
        JsonNode third = poll(endpoint, "?after=" + second.get("next").asText());
        assertThat(numbers(third), is(List.of()));
        assertThat(third.get("next").asText(), is(second.get("next").asText()));
        awaitStates(endpoint, "succeeded", "succeeded", "succeeded");
        assertThat(numbers(poll(endpoint, "")), contains(1, 2, 3));

        JsonNode verdict = verdict(endpoint, "a");
        assertThat(verdict.get("code").asText(), is("delivered"));
        assertThat(verdict.get("sentence").asText(), containsString("polled"));
        await().atMost(LIMIT).until(() -> Api.json(api.get("/statistics/deliveries?endpoint=" + endpoint.id()), 200).toString()
                .contains("\"succeeded\":3"));
    }

    @Test
    void aCoalescedEndpointGetsAMessageForAnObjectAndAFilterHolds() {
        Endpoint endpoint = scenario.anEndpoint().thin().coalesced().to("team.*").polled();
        Endpoint filtered = scenario.anEndpoint().full().instant().with("filter", "{\"data\":{\"n\":{\"$gt\":1}}}").polled();
        scenario.post(scenario.aChange("team", "create", "b"), scenario.aChange("team", "update", "b"));
        report("c", 1, 2);
        awaitStates(endpoint, "available", "available");
        assertThat(StreamSupport.stream(poll(endpoint, "").get("items").spliterator(), false)
                .map(one -> one.at("/body/resourceId").asText() + " " + one.at("/body/resourceOperation").asText()).toList(),
                containsInAnyOrder("b create", "c update"));
        assertThat(numbers(poll(filtered, "")), contains(2));
    }

    @Test
    void everyFormatIsAsAWebhookWouldCarryIt() {
        Endpoint event = scenario.anEndpoint().with("format", "\"cloudevents\"").instant().polled();
        Endpoint binary = scenario.anEndpoint().with("format", "\"cloudevents-binary\"").instant().polled();
        Endpoint text = scenario.anEndpoint().with("format", "\"template\"").instant()
                .with("template", "{\"contentType\":\"text/plain\",\"text\":\"{{type}} {{data.n}}\"}").polled();
        report("d", 7);
        for (Endpoint endpoint : List.of(event, binary, text)) {
            awaitStates(endpoint, "available");
        }
        JsonNode whole = poll(event, "").at("/items/0");
        assertThat(whole.get("contentType").asText(), is("application/cloudevents+json"));
        assertThat(whole.at("/body/specversion").asText() + " " + whole.at("/body/data/n"), is("1.0 7"));
        JsonNode parts = poll(binary, "").at("/items/0");
        assertThat(parts.at("/headers/ce-type").asText() + " " + parts.at("/body/n"), is("team.updated 7"));
        JsonNode filled = poll(text, "").at("/items/0");
        assertThat(filled.get("text").asText(), is("team.updated 7"));
        assertThat(filled.has("body"), is(false));
    }

    /** Four producers report while two readers poll: transactions that began earlier commit later. */
    @Test
    void readersMissNothingThatCommitsLate() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().polled();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<CompletableFuture<List<Integer>>> readers = Stream.generate(() ->
                    CompletableFuture.supplyAsync(() -> readAll(endpoint, 400), threads)).limit(2).toList();
            List<CompletableFuture<Void>> producers = IntStream.range(0, 4).mapToObj(producer -> CompletableFuture.runAsync(() ->
                    IntStream.range(0, 50).forEach(i -> report("p" + producer + "-" + i, 100 * producer + i,
                            100 * producer + 50 + i)), threads)).toList();
            for (CompletableFuture<Void> producer : producers) {
                producer.get(2, TimeUnit.MINUTES);
            }
            List<Integer> read = readers.get(0).get(2, TimeUnit.MINUTES);
            assertThat(new HashSet<>(read), is(new HashSet<>(IntStream.range(0, 400).boxed().toList())));
            assertThat(read.size(), is(400));
            assertThat("both see one order", readers.get(1).get(2, TimeUnit.MINUTES), is(read));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void onlyItsTenantMayPollAndOnlyWithItsOwnCursor(Tenant other) {
        Endpoint endpoint = scenario.anEndpoint().polled();
        String path = "/endpoints/" + endpoint.id() + "/messages";
        Api own = Tenant.keyOf(api, "application:" + scenario.applicationId());
        Api.json(own.get(path), 200);
        assertThat(other.organizationKey.get(path).statusCode(), is(404));
        assertThat(other.applicationKey.get(path).statusCode(), is(404));
        String cursor = poll(scenario.anEndpoint().polled(), "").get("next").asText();
        for (String wrong : List.of("?after=x", "?after=" + cursor, "?limit=0", "?limit=201", "?cursor=x")) {
            assertThat(wrong, own.get(path + wrong).statusCode(), is(400));
        }
        assertThat(api.delete("/endpoints/" + endpoint.id()).statusCode(), is(204));
        assertThat(own.get(path).statusCode(), is(404));
    }

    @Test
    void aPolledEndpointHasNothingThatIsForWebhooks() {
        Endpoint webhook = scenario.anEndpoint().create();
        Endpoint polled = scenario.anEndpoint().polled();
        String path = "/endpoints/" + polled.id();
        JsonNode shown = Api.json(api.get(path), 200);
        assertThat(shown.get("transport").asText(), is("poll"));
        assertThat(Stream.of("url", "signatures", "secretCreatedAt").noneMatch(shown::has), is(true));
        Api.json(api.put(path, shown.toString()), 200);
        assertThat(Api.json(api.get("/search?q=" + polled.id()), 200).at("/items/0/id").asText(), is(polled.id()));
        assertThat(api.list("/event-types/team.updated/subscribers").stream()
                .filter(one -> one.get("endpointId").asText().equals(polled.id())).map(one -> one.has("url")).toList(),
                contains(false));
        assertThat(api.get("/endpoints?q=none&application=" + scenario.applicationId()).statusCode(), is(200));
        Api.json(api.patch(path, "{\"format\":\"full\"}"), 200);

        assertThat(api.get("/endpoints/" + webhook.id() + "/messages").statusCode(), is(409));
        for (HttpResponse<String> answer : List.of(api.get(path + "/secret"), api.post(path + "/secret/rotate", ""),
                api.post(path + "/samples", Json.object("eventType", "team.updated")))) {
            assertThat(answer.body(), answer.statusCode(), is(409));
        }
        assertThat(pointers(api.patch(path, "{\"transport\":\"webhook\",\"url\":\"" + webhook.url() + "\"}")),
                contains("/transport"));
        assertThat(pointers(api.patch("/endpoints/" + webhook.id(), "{\"transport\":\"poll\",\"url\":null}")),
                contains("/transport"));
        assertThat(pointers(api.patch("/endpoints/" + webhook.id(), "{\"url\":null}")), contains("/url"));
        assertThat(pointers(api.patch(path, "{\"retry\":\"standard\",\"headers\":{\"a\":\"b\"}}")),
                contains("/retry", "/headers"));
    }

    @Test
    void theConfigurationHasIt() {
        Endpoint endpoint = scenario.anEndpoint().polled();
        JsonNode document = Api.json(api.get("/configuration?organization=" + scenario.organizationId()), 200);
        ObjectNode endpoints = (ObjectNode) document.at("/endpoints/" + scenario.applicationId());
        assertThat(endpoints.at("/" + endpoint.id() + "/transport").asText(), is("poll"));
        assertThat(endpoints.get(endpoint.id()).has("url"), is(false));
        String added = "ep_" + UUID.randomUUID().toString().replace("-", "");
        endpoints.putObject(added).put("transport", "poll");
        JsonNode imported = Api.json(api.post("/configuration/import", document.toString()), 200);
        assertThat(imported.get("changes").findValuesAsText("id"), is(List.of(added)));
        Api.json(api.get("/endpoints/" + added + "/messages"), 200);
    }

    /** What was skipped, and what was read, comes again as the last when it is sent again. */
    @Test
    void whatIsSentAgainComesLast() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().polled();
        report("e", 1);
        awaitStates(endpoint, "available");
        assertThat(redeliver(endpoint, 1).statusCode(), is(409));
        String next = poll(endpoint, "").get("next").asText();
        Api.json(api.post("/endpoints/" + endpoint.id() + "/disable", ""), 200);
        awaitStates(endpoint, "skipped");
        assertThat(api.get("/endpoints/" + endpoint.id() + "/messages").statusCode(), is(409));
        report("e", 2);
        awaitStates(endpoint, "skipped", "skipped");
        Api.json(api.post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        assertThat(numbers(poll(endpoint, "")), is(List.of()));
        assertThat(redeliver(endpoint, 2).statusCode(), is(202));
        Instant now = Instant.now();
        Api.json(api.post("/endpoints/" + endpoint.id() + "/redeliver",
                Json.object("from", now.minusSeconds(600), "to", now.plusSeconds(600))), 202);
        awaitStates(endpoint, "available", "available");
        assertThat(numbers(poll(endpoint, "?after=" + next)), containsInAnyOrder(1, 2));
    }

    @Test
    void withoutConsentNothingIsReturned() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().polled();
        report("f", 1);
        awaitStates(endpoint, "available");
        String enablement = "/organizations/" + scenario.organizationId() + "/applications/" + scenario.applicationId();
        assertThat(api.delete(enablement).statusCode(), is(204));
        assertThat(numbers(poll(endpoint, "")), is(List.of()));
        assertThat(endpoint.deliveries().findValuesAsText("reason"), hasItem("not-enabled"));
        Api.json(api.put(enablement, ""), 200);
        assertThat("what was cancelled stays so", numbers(poll(endpoint, "")), is(List.of()));
    }

    @Test
    void whatWaitsIsCancelledWithItsEndpoint() {
        Endpoint endpoint = scenario.anEndpoint().instant().polled();
        report("g", 1);
        awaitStates(endpoint, "available");
        assertThat(api.delete("/endpoints/" + endpoint.id()).statusCode(), is(204));
        awaitStates(endpoint, "cancelled");
    }

    /** Reports changes of one object together, so that their messages have this order. */
    private void report(String object, int... numbers) {
        scenario.post(IntStream.of(numbers).mapToObj(number -> scenario.anEvent("team.updated", object, "{\"n\":" + number + "}"))
                .toArray(String[]::new));
    }

    private JsonNode poll(Endpoint endpoint, String query) {
        return Api.json(api.get("/endpoints/" + endpoint.id() + "/messages" + query), 200);
    }

    /** Polls until {@code count} messages came. */
    private List<Integer> readAll(Endpoint endpoint, int count) {
        List<Integer> read = new ArrayList<>();
        String[] next = {""};
        await().atMost(LIMIT).until(() -> {
            JsonNode page = poll(endpoint, "?limit=17" + next[0]);
            next[0] = "&after=" + page.get("next").asText();
            read.addAll(numbers(page));
            return read.size() >= count && page.get("done").asBoolean();
        });
        return read;
    }

    private HttpResponse<String> redeliver(Endpoint endpoint, int number) {
        return api.post("/deliveries/" + endpoint.deliveries().get(number - 1).get("id").asText() + "/redeliver", "");
    }

    private JsonNode verdict(Endpoint endpoint, String object) {
        return Api.json(api.get("/explanations?organization=" + scenario.organizationId() + "&resourceType=team&resourceId="
                + object + "&endpoint=" + endpoint.id()), 200).at("/items/0");
    }

    private static void awaitStates(Endpoint endpoint, String... states) {
        await(String.join(" ", states)).atMost(LIMIT).until(() ->
                endpoint.deliveries().findValuesAsText("status").stream().sorted().toList().equals(List.of(states)));
    }

    private static List<Integer> numbers(JsonNode page) {
        return StreamSupport.stream(page.get("items").spliterator(), false).map(one -> one.at("/body/data/n").asInt()).toList();
    }

    private static List<String> pointers(HttpResponse<String> answer) {
        return Api.json(answer, 422).get("errors").findValuesAsText("pointer");
    }
}
