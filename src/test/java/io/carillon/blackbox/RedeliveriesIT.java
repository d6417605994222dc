package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sending many deliveries again: counted first, then in the background with progress, within what the caller manages. */
@SharedService
class RedeliveriesIT {

    private static final int FAILED = 5;

    private final Api api;
    private final Scenario scenario;
    private final AtomicInteger status = new AtomicInteger(500);
    private final Endpoint endpoint;
    private final Instant from = Instant.now().minusSeconds(60);

    RedeliveriesIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        api = service.api();
        endpoint = scenario.anEndpoint().full().instant().answering(received -> Answer.status(status.get())).create();
    }

    @Test
    void whatFailedIsCountedThenSentAgainWithTheSameIds() {
        fail("team.updated", FAILED);
        JsonNode preview = Api.json(api.post("/redeliveries", request("dryRun", true)), 200);
        assertThat(preview.get("count").asInt(), is(FAILED));
        assertThat(Instant.parse(preview.get("oldest").asText()).isAfter(Instant.parse(preview.get("newest").asText())),
                is(false));
        assertThat("a preview sends nothing", endpoint.received().size(), is(FAILED));

        status.set(200);
        HttpResponse<String> started = api.post("/redeliveries", request());
        JsonNode job = Api.json(started, 202);
        String path = "/redeliveries/" + job.get("id").asText();
        assertThat(started.headers().firstValue("Location").orElseThrow(), endsWith("/api/v1" + path));
        assertThat(job.get("matched").asInt(), is(FAILED));

        endpoint.awaitReceived(2 * FAILED);
        List<String> ids = endpoint.received().stream().map(received -> received.header("webhook-id")).toList();
        assertThat(List.copyOf(ids.subList(FAILED, 2 * FAILED)).stream().sorted().toList(),
                is(ids.subList(0, FAILED).stream().sorted().toList()));
        JsonNode ended = await().atMost(Duration.ofSeconds(30)).until(() -> Api.json(api.get(path), 200),
                shown -> shown.has("endedAt"));
        assertThat(ended.get("state").asText(), is("done"));
        assertThat(ended.get("redelivered").asInt(), is(FAILED));
        assertThat(Api.json(api.post("/redeliveries", request("dryRun", true)), 200).get("count").asInt(), is(0));
    }

    @Test
    void aFilterSelectsByEventTypeAndObject() {
        fail("team.updated", 2);
        fail("team.created", 1);
        assertThat(count("eventTypes", List.of("team.created")), is(1));
        assertThat(count("eventTypes", List.of("team.created", "team.updated")), is(3));
        assertThat(count("resourceId", "team.updated-0"), is(1));
        assertThat(count("resourceType", "score"), is(0));
        assertThat(count("organization", scenario.organizationId()), is(3));
        assertThat(count("status", List.of("succeeded")), is(0));
    }

    @Test
    void badRequestsAreExplained() {
        assertThat(problem(request("status", List.of("pending"))), is("/status/0 must be succeeded, failed or skipped"));
        assertThat(problem(Json.object("endpoint", endpoint.id())), containsString("/from"));
        assertThat(problem(Json.object("endpoint", endpoint.id(), "from", from, "to", from.minusSeconds(1))),
                is("/from must not be after to"));
        assertThat(problem(Json.object("endpoint", "ep_none", "from", from)), containsString("/endpoint names no endpoint"));
        Api organization = Tenant.keyOf(api, "organization:" + scenario.organizationId());
        JsonNode refused = Api.json(organization.post("/redeliveries", Json.object("from", from)), 422);
        assertThat(refused.at("/errors/0/pointer").asText(), is("/application"));
    }

    @Test
    void anEndpointThatIsSwitchedOffIsAConflict() {
        Api.json(api.post("/endpoints/" + endpoint.id() + "/disable", ""), 200);
        assertThat(api.post("/redeliveries", request()).statusCode(), is(409));
    }

    private void fail(String eventType, int count) {
        int before = endpoint.received().size();
        for (int i = 0; i < count; i++) {
            scenario.post(scenario.anEvent(eventType, eventType + "-" + i, "{}"));
        }
        endpoint.awaitReceived(before + count);
        await().atMost(Duration.ofSeconds(30)).until(() -> Api.json(api.get("/deliveries?status=failed&endpoint="
                + endpoint.id()), 200).get("items").size() == before + count);
    }

    private int count(String member, Object value) {
        return Api.json(api.post("/redeliveries", Json.object("endpoint", endpoint.id(), "from", from, "dryRun", true,
                member, value)), 200).get("count").asInt();
    }

    private String request(Object... more) {
        return more.length == 0 ? Json.object("endpoint", endpoint.id(), "from", from)
                : Json.object("endpoint", endpoint.id(), "from", from, more[0], more[1]);
    }

    private String problem(String request) {
        JsonNode error = Api.json(api.post("/redeliveries", request), 422).at("/errors/0");
        return error.get("pointer").asText() + " " + error.get("detail").asText();
    }
}
