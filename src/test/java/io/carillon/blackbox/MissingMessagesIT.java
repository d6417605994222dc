package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.in;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that an endpoint never had, because it was created later or did not select them then. */
@QuietService
class MissingMessagesIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Scenario scenario;
    private final Endpoint first;
    private final Instant from = Instant.now().minusSeconds(60);

    MissingMessagesIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        api = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
        first = scenario.anEndpoint().full().instant().create();
    }

    @Test
    void anEndpointThatWasCreatedLaterGetsTheSameMessages() {
        scenario.post(scenario.anEvent("team.updated", "t1"), scenario.anEvent("score.updated", "s1"),
                scenario.anEvent("team.created", "t2"));
        first.awaitReceived(3);
        Endpoint later = scenario.anEndpoint().full().instant().with("eventTypes", "[\"team.*\"]").create();
        assertThat(Api.json(api.post("/redeliveries", request(later, "dryRun", true)), 200).get("count").asInt(), is(2));

        JsonNode ended = run(request(later));
        assertThat(ended.get("matched").asInt(), is(2));
        assertThat(ended.get("redelivered").asInt(), is(2));
        assertThat(ended.at("/filter/missing").asBoolean(), is(true));
        assertThat(ids(2, later), everyItem(is(in(ids(3, first)))));
        assertThat(run(request(later)).get("redelivered").asInt(), is(0));

        Api.json(api.patch("/endpoints/" + later.id(), "{\"eventTypes\":[\"*\"]}"), 200);
        assertThat("it selects more now", run(request(later)).get("redelivered").asInt(), is(1));
        assertThat(ids(3, later), is(ids(3, first)));
        assertThat(first.received().size(), is(3));
    }

    @Test
    void howeverManyAreStartedAtOnceEachMessageComesOnce() {
        scenario.post(IntStream.range(0, 20).mapToObj(n -> scenario.anEvent("team.updated", "t" + n)).toArray(String[]::new));
        first.awaitReceived(20);
        Endpoint later = scenario.anEndpoint().full().instant().create();
        List<CompletableFuture<Integer>> started = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            started.add(CompletableFuture.supplyAsync(() -> api.post("/redeliveries", request(later)).statusCode()));
        }
        List<Integer> answers = started.stream().map(CompletableFuture::join).toList();
        assertThat(answers, hasItem(202));
        assertThat(answers, everyItem(is(in(List.of(202, 409)))));
        await().atMost(LIMIT).until(() -> Api.json(api.get("/redeliveries"), 200).get("items").findValuesAsText("state").stream()
                .allMatch("done"::equals));
        assertThat(ids(20, later), is(ids(20, first)));
        assertThat(later.deliveries().size(), is(20));
    }

    @Test
    void aCoalescedEndpointGetsOneWebhookOfTheWindow() {
        Endpoint all = scenario.anEndpoint().full().coalesced().create();
        Endpoint some = scenario.anEndpoint().full().coalesced().with("eventTypes", "[\"team.updated\"]").create();
        scenario.post(scenario.anEvent("team.updated", "t1"), scenario.anEvent("team.created", "t1"));
        String whole = all.awaitReceived(1).get(0).header("webhook-id");
        some.awaitReceived(1);
        Endpoint later = scenario.anEndpoint().full().coalesced().create();
        run(request(later));
        assertThat(ids(1, later), contains(whole));
        assertThat("it had one of the window", run(request(some)).get("redelivered").asInt(), is(0));
        assertThat(run(request(later)).get("redelivered").asInt(), is(0));
    }

    @Test
    void whatNamedOthersStaysWithThem() {
        scenario.post(Json.object("organizationId", scenario.organizationId(), "eventType", "team.updated", "resourceId", "t1",
                "endpoints", List.of(first.id())), scenario.anEvent("team.updated", "t2"));
        first.awaitReceived(2);
        Endpoint later = scenario.anEndpoint().full().instant().create();
        assertThat(run(request(later)).get("redelivered").asInt(), is(1));
        assertThat(later.deliveries().findValuesAsText("resourceId"), contains("t2"));
    }

    @Test
    void badRequestsAreExplained() {
        assertThat(pointer(Json.object("from", from, "missing", true, "application", scenario.applicationId())), is("/endpoint"));
        assertThat(pointer(request(first, "status", List.of("failed"))), is("/status"));
        Api.json(api.post("/endpoints/" + first.id() + "/disable", ""), 200);
        assertThat(api.post("/redeliveries", request(first)).statusCode(), is(409));
    }

    private JsonNode run(String request) {
        String path = "/redeliveries/" + Api.json(api.post("/redeliveries", request), 202).get("id").asText();
        JsonNode ended = await().atMost(LIMIT).until(() -> Api.json(api.get(path), 200), shown -> shown.has("endedAt"));
        assertThat(ended.get("state").asText(), is("done"));
        return ended;
    }

    private String request(Endpoint endpoint, Object... more) {
        List<Object> members = new ArrayList<>(List.of("endpoint", endpoint.id(), "from", from, "missing", true));
        members.addAll(List.of(more));
        return Json.object(members.toArray());
    }

    private String pointer(String request) {
        return Api.json(api.post("/redeliveries", request), 422).at("/errors/0/pointer").asText();
    }

    private static List<String> ids(int count, Endpoint endpoint) {
        return endpoint.awaitReceived(count).stream().map(received -> received.header("webhook-id")).sorted().toList();
    }
}
