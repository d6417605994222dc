package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One change for all organizations: each that may hear it does so once, whatever dies meanwhile. */
@Tag("long")
class BroadcastsIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String CHANGE = Json.object("eventType", "event.updated", "resourceId", "rules",
            "data", raw(Json.object("name", "Rules")));

    @TempDir
    Path folder;

    @Test
    void itWaitsForTheBrokerAndOutlivesItsNodeAndEachOrganizationHearsItOnce() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder).start(); Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, broker.settings()).start()) {
            Api api = carillon.api();
            Scenario scenario = new Scenario(api, receiver);
            Endpoint endpoint = scenario.anEndpoint().with("format", "\"cloudevents\"").instant().to("event.*").create();
            Endpoint other = scenario.anEndpoint().full().instant().to("team.*").create();
            List<Long> organizations = organizations(scenario, 8);
            String enablesNothing = Json.object("id", Scenario.aNewOrganizationId(), "name", "Enables nothing");
            Api.json(api.post("/organizations", enablesNothing), 201);
            String large = "{\"eventType\":\"event.updated\",\"resourceId\":\"rules\",\"data\":{\"text\":\"" + "x".repeat(500_000)
                    + "\"}}";
            assertThat(Api.json(api.post("/broadcasts", request(large, "dryRun", true)), 200),
                    is(Api.json("{\"count\":8}")));

            broker.kill();
            String path = path(api.post("/broadcasts", request(large)));
            JsonNode waiting = await().atMost(LIMIT).until(() -> broadcast(api, path), job -> job.has("lastError"));
            assertThat(waiting.get("lastError").asText(), containsString("did not confirm the changes"));
            assertThat(waiting.get("state").asText(), is("running"));
            assertThat(waiting.get("matched").asInt(), is(8));
            assertThat(waiting.at("/change/data").isMissingNode(), is(true));
            assertThat("only one runs", api.post("/broadcasts", request(CHANGE)).statusCode(), is(409));

            carillon.kill();
            broker.start();
            carillon.start();
            assertThat(ended(api, path).get("state").asText(), is("done"));
            assertThat(broadcast(api, path).get("sent").asInt(), is(8));
            endpoint.awaitReceived(8);
            String last = path(api.post("/broadcasts", request(CHANGE)));
            ended(api, last);
            List<Long> heard = new ArrayList<>();
            endpoint.awaitReceived(16).forEach(received -> heard.add(received.json().get("organizationid").asLong()));
            List<Long> twice = new ArrayList<>(organizations);
            twice.addAll(organizations);
            assertThat(heard, containsInAnyOrder(twice.toArray()));
            assertThat(other.received().size(), is(0));
            String id = last.substring(last.lastIndexOf('/') + 1);
            assertThat(api.get("/organizations/" + organizations.get(3) + "/changes/" + id + "-" + organizations.get(3))
                    .statusCode(), is(200));
        }
    }

    @Test
    void itIsCheckedCanBeStoppedAndHasOneEffectUnderAKey() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder).start(); Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, broker.settings()).start()) {
            Api api = carillon.api();
            Scenario scenario = new Scenario(api, receiver);
            Endpoint coalesced = scenario.anEndpoint().with("format", "\"cloudevents\"").coalesced().create();
            List<Long> organizations = organizations(scenario, 2);
            Scenario elsewhere = new Scenario(api, receiver);
            Endpoint others = elsewhere.anEndpoint().full().instant().create();
            elsewhere.alsoHears(Scenario.aNewOrganizationId());
            badChangesAreExplained(api);

            String only = request(CHANGE, "application", scenario.applicationId());
            HttpResponse<String> first = withKey(api, only);
            String path = path(first);
            HttpResponse<String> again = withKey(api, only);
            assertThat(again.body(), is(first.body()));
            assertThat(ended(api, path).get("sent").asInt(), is(2));
            assertThat(Api.json(api.get("/broadcasts"), 200).get("items").size(), is(1));
            List<Long> heard = coalesced.awaitReceived(2).stream()
                    .map(received -> received.json().get("organizationid").asLong()).toList();
            assertThat(new HashSet<>(heard), is(new HashSet<>(organizations)));
            assertThat("webhooks to an application that was not named", others.received().size(), is(0));

            broker.kill();
            String stopped = path(api.post("/broadcasts", request(CHANGE)));
            assertThat(Api.json(api.post(stopped + "/stop", ""), 202).get("state").asText(), is("stopping"));
            assertThat(ended(api, stopped).get("state").asText(), is("stopped"));
            assertThat(api.post(stopped + "/stop", "").statusCode(), is(409));
            String id = stopped.substring(stopped.lastIndexOf('/') + 1);
            assertThat(Api.json(api.get("/audit-log?object=" + id), 200).get("items").findValuesAsText("action"),
                    is(List.of("broadcast.stopped", "broadcast.started")));
        }
    }

    private static void badChangesAreExplained(Api api) {
        assertThat(problem(api, Json.object("resourceId", "x")), is("/change/resourceType is required"));
        assertThat(problem(api, Json.object("eventType", "event.none", "resourceId", "x")), containsString("/change/eventType"));
        assertThat(problem(api, Json.object("eventType", "event.updated", "resourceId", "x", "endpoints", List.of("ep_none"))),
                is("/change/endpoints names no endpoint: ep_none"));
        assertThat(api.post("/broadcasts", request(Json.object("eventType", "event.updated", "resourceId", "x", "id", "mine")))
                .statusCode(), is(400));
        JsonNode unknown = Api.json(api.post("/broadcasts", request(CHANGE, "application", "app_none")), 422);
        assertThat(unknown.at("/errors/0/pointer").asText(), is("/application"));
    }

    private static String problem(Api api, String change) {
        JsonNode error = Api.json(api.post("/broadcasts", request(change)), 422).at("/errors/0");
        return error.get("pointer").asText() + " " + error.get("detail").asText();
    }

    /** The organization of the scenario and others that its application hears of. */
    private static List<Long> organizations(Scenario scenario, int count) {
        List<Long> ids = new ArrayList<>(IntStream.range(1, count).mapToObj(i -> Scenario.aNewOrganizationId()).toList());
        ids.forEach(scenario::alsoHears);
        ids.add(scenario.organizationId());
        return ids;
    }

    private static String request(String change, Object... more) {
        return more.length == 0 ? Json.object("change", raw(change)) : Json.object("change", raw(change), more[0], more[1]);
    }

    private static HttpResponse<String> withKey(Api api, String body) {
        return api.send(api.request("/broadcasts").header("Content-Type", "application/json").header("Idempotency-Key", "once")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String path(HttpResponse<String> started) {
        String path = "/broadcasts/" + Api.json(started, 202).get("id").asText();
        assertThat(started.headers().firstValue("Location").orElseThrow(), endsWith("/api/v1" + path));
        return path;
    }

    private static JsonNode broadcast(Api api, String path) {
        return Api.json(api.get(path), 200);
    }

    private static JsonNode ended(Api api, String path) {
        return await().atMost(LIMIT.multipliedBy(2)).until(() -> broadcast(api, path), job -> job.has("endedAt"));
    }
}
