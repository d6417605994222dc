package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The removal of what one message says. */
@SharedService
class ContentRemovalIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String NAME = "Ada Lovelace";
    /** Fails, and repeats what it got. */
    private static final Function<Received, Answer> ECHO = received -> new Answer(500, Map.of(), received.body());

    private final Scenario scenario;
    private final Api api;
    private final Api organization;

    ContentRemovalIT(Service service, Scenario scenario) {
        this.scenario = scenario;
        api = service.api();
        organization = Tenant.keyOf(api, "organization:" + scenario.organizationId());
    }

    @Test
    void theDataGoAndTheRecordStays() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().answering(ECHO).create();
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", NAME)));
        JsonNode before = awaitAttempt(endpoint);
        String delivery = "/deliveries/" + before.get("id").asText();
        String message = "/messages/" + before.get("messageId").asText();
        assertThat(api.get(delivery + "/attempts").body(), containsString(NAME));

        remove(message);

        JsonNode left = Api.json(organization.get(message), 200);
        assertThat(left.get("eventType").asText() + left.has("data"), is("team.updatedfalse"));
        String removedAt = left.get("contentRemovedAt").asText();
        JsonNode ended = Api.json(api.get(delivery), 200);
        assertThat(ended.get("status").asText() + " " + ended.get("reason").asText(), is("cancelled content-removed"));
        assertThat(ended.get("contentRemovedAt").asText(), is(removedAt));
        JsonNode attempt = endpoint.attempts(ended.get("id").asText()).get(0);
        assertThat(attempt.get("status").asInt(), is(500));
        assertThat(attempt.has("responseBody"), is(false));
        assertThat(Api.json(organization.get("/messages?resourceId=t1"), 200).at("/items/0/contentRemovedAt").asText(),
                is(removedAt));
        assertThat(verdict(endpoint).get("code").asText(), is("content-removed"));
        Stream.of(message, message + "/deliveries", message + "/changes", delivery, delivery + "/attempts", delivery + "/request",
                "/audit-log?object=" + ended.get("messageId").asText(), "/search?q=" + ended.get("messageId").asText())
                .forEach(path -> assertThat(path, api.get(path).body(), not(containsString(NAME))));
        assertThat(api.send(api.request("/messages?organization=" + scenario.organizationId()).header("Accept", "text/csv").GET())
                .body(), containsString("contentRemovedAt"));
    }

    @Test
    void itIsNotSentAgain() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().answering(ECHO).create();
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", NAME)));
        String delivery = endpoint.awaitDelivery("failed").get("id").asText();
        remove("/messages/" + endpoint.deliveries().get(0).get("messageId").asText());

        for (String attempt : List.of("", "?attempt=next")) {
            assertThat(Api.json(api.get("/deliveries/" + delivery + "/request" + attempt), 409).get("detail").asText(),
                    containsString("was removed at"));
        }
        assertThat(Api.json(api.post("/deliveries/" + delivery + "/redeliver", ""), 409).get("detail").asText(),
                containsString("was removed at"));
        String range = Json.object("from", Instant.now().minusSeconds(600), "to", Instant.now().plusSeconds(60));
        JsonNode again = Api.json(api.post("/endpoints/" + endpoint.id() + "/redeliver", range), 202);
        assertThat(again.get("redelivered").asInt(), is(0));
        String job = "/redeliveries/" + Api.json(api.post("/redeliveries", Json.object("endpoint", endpoint.id(),
                "from", Instant.now().minusSeconds(600), "to", Instant.now().plusSeconds(60))), 202).get("id").asText();
        await().atMost(LIMIT).until(() -> Api.json(api.get(job), 200).get("state").asText().equals("done"));
        JsonNode done = Api.json(api.get(job), 200);
        assertThat(done.get("skipped").asInt() + " " + done.get("lastSkipped"), containsString("the content of its message"));
        JsonNode verdict = verdict(endpoint);
        assertThat(verdict.get("sentence").asText(), containsString("Its content was removed at"));
        assertThat(verdict.has("remedy"), is(false));
        assertThat(endpoint.received().size(), is(1));
    }

    /** Nothing is missing in a thin body, so its receiver still learns of the change. */
    @Test
    void aThinEndpointStillGetsIt() {
        AtomicInteger attempts = new AtomicInteger();
        Endpoint endpoint = scenario.anEndpoint().thin().instant().retrying()
                .answering(received -> Answer.status(attempts.incrementAndGet() == 1 ? 500 : 200)).create();
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", NAME)));
        JsonNode delivery = awaitAttempt(endpoint);
        remove("/messages/" + delivery.get("messageId").asText());
        endpoint.awaitDelivery("succeeded");
        assertThat(endpoint.received().get(1).body(), is(endpoint.received().get(0).body()));
        Api.json(api.post("/deliveries/" + delivery.get("id").asText() + "/redeliver", ""), 202);
        endpoint.awaitReceived(3);
        assertThat(Api.json(api.get("/deliveries/" + delivery.get("id").asText() + "/request"), 200).get("body").asText(),
                is(endpoint.received().get(0).body()));
    }

    /** The format of the endpoint counts when the delivery is claimed. */
    @Test
    void anEndpointThatIsNoLongerThinDoesNotGetIt() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().with("paused", "true").create();
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", NAME)));
        remove("/messages/" + endpoint.awaitDelivery("pending").get("messageId").asText());
        assertThat(endpoint.deliveries().findValuesAsText("status"), contains("pending"));
        Api.json(api.patch("/endpoints/" + endpoint.id(), Json.object("format", "full", "paused", false)), 200);
        assertThat(endpoint.awaitDelivery("cancelled").get("reason").asText(), is("content-removed"));
        assertThat(endpoint.received().size(), is(0));
    }

    @Test
    void theNextOneOfAnOrderedObjectGoes() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().with("ordering", "\"object\"")
                .answering(received -> Answer.status(received.body().contains(NAME) ? 500 : 200)).create();
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", NAME)));
        JsonNode first = awaitAttempt(endpoint);
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", "Carol")));
        await().atMost(LIMIT).until(() -> endpoint.deliveries().findValuesAsText("waitsFor").contains(first.get("id").asText()));
        remove("/messages/" + first.get("messageId").asText());
        endpoint.awaitDelivery("succeeded");
        assertThat(endpoint.deliveries().findValuesAsText("status"), contains("succeeded", "cancelled"));
    }

    @Test
    void pollsDoNotShowIt() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().polled();
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", NAME)));
        endpoint.awaitDelivery("available");
        scenario.post(scenario.anEvent("team.updated", "t2", Json.object("name", NAME + " again")));
        await().atMost(LIMIT).until(() -> endpoint.deliveries().size() == 2);
        String poll = "/endpoints/" + endpoint.id() + "/messages";
        JsonNode read = Api.json(api.get(poll + "?limit=1"), 200);
        Api.json(api.get(poll + "?after=" + read.get("next").asText()), 200);
        endpoint.awaitDelivery("succeeded");

        endpoint.deliveries().forEach(one -> remove("/messages/" + one.get("messageId").asText()));

        assertThat(endpoint.deliveries().findValuesAsText("status"), contains("cancelled", "succeeded"));
        JsonNode empty = Api.json(api.get(poll), 200);
        assertThat(empty.get("items").size() + " " + empty.get("done").asBoolean(), is("0 true"));
    }

    @Test
    void whoRemovesItIsOnRecordAndASecondTimeChangesNothing() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("team.updated", "t1", Json.object("name", NAME)));
        String id = endpoint.awaitDelivery("succeeded").get("messageId").asText();
        remove("/messages/" + id);
        String removedAt = Api.json(api.get("/messages/" + id), 200).get("contentRemovedAt").asText();
        remove("/messages/" + id);
        assertThat(Api.json(api.get("/messages/" + id), 200).get("contentRemovedAt").asText(), is(removedAt));

        List<JsonNode> entries = organization.list("/audit-log?object=" + id);
        assertThat(entries.stream().map(entry -> entry.get("action").asText()).toList(), contains("message.content-removed"));
        assertThat(entries.get(0).get("actorId"), is(Api.json(organization.get("/me"), 200).get("keyId")));
        Api application = Tenant.keyOf(api, "application:" + scenario.applicationId());
        assertThat(application.delete("/messages/" + id + "/content").statusCode(), is(403));
        assertThat(api.delete("/messages/wh_none/content").statusCode(), is(404));
    }

    private void remove(String message) {
        assertThat(organization.delete(message + "/content").statusCode(), is(204));
    }

    /** The only delivery, when its first attempt is recorded. */
    private static JsonNode awaitAttempt(Endpoint endpoint) {
        await("an attempt").atMost(LIMIT).until(() -> endpoint.deliveries().findValuesAsText("attempts").contains("1"));
        return endpoint.deliveries().get(0);
    }

    private JsonNode verdict(Endpoint endpoint) {
        return Api.json(organization.get("/explanations?organization=" + scenario.organizationId()
                + "&resourceType=team&resourceId=t1&endpoint=" + endpoint.id()), 200).at("/items/0");
    }
}
