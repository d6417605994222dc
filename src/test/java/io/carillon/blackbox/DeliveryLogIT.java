package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The delivery log: by time, by what became of a delivery, and what was sent. */
@SharedService
class DeliveryLogIT {

    @Test
    void aPeriodHasItsFirstMomentAndNotItsLast(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        JsonNode delivery = endpoint.awaitDelivery("succeeded");
        Instant created = Instant.parse(delivery.get("createdAt").asText());
        Instant next = created.plus(1, ChronoUnit.MICROS);
        String list = "/deliveries?endpoint=" + endpoint.id();
        assertThat(count(service.api(), list + "&from=" + created), is(1));
        assertThat(count(service.api(), list + "&from=" + next), is(0));
        assertThat(count(service.api(), list + "&to=" + created), is(0));
        assertThat(count(service.api(), list + "&to=" + next), is(1));
        assertThat(count(service.api(), list + "&from=1970-01-01T00:00:00Z&to=9999-12-31T23:59:59Z"), is(1));
        assertThat(redelivered(service.api(), endpoint, created.minusSeconds(1), created), is(0));
        assertThat(redelivered(service.api(), endpoint, created, next), is(1));
    }

    @Test
    void deliveriesAreFoundByWhatBecameOfThem(Service service, Scenario scenario) {
        Endpoint good = scenario.anEndpoint().full().instant().create();
        Endpoint bad = scenario.anEndpoint().thin().instant().to("team.*").answering(received -> Answer.status(204)).create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"), scenario.anEvent("score.updated", "s1", "{\"a\":1}"));
        good.awaitReceived(2);
        JsonNode failed = bad.awaitDelivery("failed");
        String all = "/deliveries?application=" + scenario.applicationId();
        Api api = service.api();
        await().until(() -> count(api, all + "&status=succeeded") == 2);
        assertThat(count(api, all + "&eventType=score.updated"), is(1));
        assertThat(count(api, all + "&eventType=team.updated"), is(2));
        assertThat(count(api, all + "&outcome=status"), is(1));
        assertThat(count(api, all + "&outcome=succeeded&eventType=team.updated"), is(1));
        assertThat(count(api, all + "&outcome=timeout"), is(0));
        assertThat(count(api, all + "&mode=instant"), is(3));
        assertThat(count(api, all + "&mode=coalesced"), is(0));
        assertThat(count(api, "/deliveries?message=" + failed.get("messageId").asText()), is(2));
        for (String wrong : List.of("&outcome=bad", "&mode=slow", "&state=failed")) {
            assertThat(api.get(all + wrong).statusCode(), is(400));
        }
        JsonNode shown = Api.json(api.get("/deliveries/" + failed.get("id").asText()), 200);
        assertThat(shown, is(failed));
        assertThat(shown.get("applicationId").asText(), is(scenario.applicationId()));
        assertThat(shown.get("url").asText(), is(bad.url()));
        assertThat(shown.get("mode").asText(), is("instant"));
        assertThat(shown.get("lastOutcome").asText(), is("status"));
        assertThat(shown.get("lastStatus").asInt(), is(204));
        assertThat(shown.get("firstChangeAt"), is(shown.get("lastChangeAt")));
    }

    @Test
    void aClientThatPollsGetsEachDeliveryInTheOrderOfItsId(Service service, Scenario scenario, Tenant stranger) {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        Api api = service.api();
        scenario.post(scenario.anEvent("team.updated", "t1"), scenario.anEvent("team.updated", "t2"));
        endpoint.awaitReceived(2);
        List<String> newestFirst = ids(api.list("/deliveries?endpoint=" + endpoint.id()));
        String poll = "/deliveries?endpoint=" + endpoint.id() + "&after=" + newestFirst.get(1);
        assertThat(ids(api.list(poll)), contains(newestFirst.get(1), newestFirst.get(0)));
        scenario.post(scenario.anEvent("team.updated", "t3"));
        endpoint.awaitReceived(3);
        List<JsonNode> polled = api.list(poll);
        assertThat(polled.stream().map(one -> one.get("resourceId").asText()).skip(2).toList(), contains("t3"));
        JsonNode first = Api.json(api.get(poll + "&limit=1"), 200);
        JsonNode second = Api.json(api.get(poll + "&limit=2&cursor=" + first.get("nextCursor").asText()), 200);
        assertThat(first.get("items").get(0), is(polled.get(0)));
        assertThat(second.get("items").findValuesAsText("id"), is(ids(polled.subList(1, 3))));
        assertThat(second.get("nextCursor").isNull(), is(true));
        assertThat(ids(api.list(poll + "&resourceId=t2")).size(), is(1));
        assertThat(ids(api.list(poll + "&status=failed")).size(), is(0));
        String future = "dl_" + "f".repeat(32);
        assertThat(ids(api.list("/deliveries?endpoint=" + endpoint.id() + "&after=" + future)).size(), is(0));
        assertThat(ids(stranger.applicationKey.list(poll)).size(), is(0));
        for (String wrong : List.of("x", "wh_" + "0".repeat(32), "dl_1", future + "0", future.toUpperCase(Locale.ROOT))) {
            assertThat(api.get("/deliveries?after=" + wrong).statusCode(), is(400));
        }
        String ofAnother = Api.json(api.get("/deliveries?limit=1"), 200).get("nextCursor").asText();
        assertThat(api.get(poll + "&cursor=" + ofAnother).statusCode(), is(400));
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.get("id").asText()).toList();
    }

    @Test
    void anAttemptSaysInWordsWhatWasWrongAndWhatTheReceiverSaid(Service service, Scenario scenario, Tenant stranger) {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().answering(received -> new Answer(301,
                Map.of("Location", "https://example.org/new", "Set-Cookie", "session=geheim", "X-Other", "x"), "moved")).create();
        Endpoint good = scenario.anEndpoint().thin().instant().create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        JsonNode attempt = attempt(service.api(), endpoint.awaitDelivery("failed"));
        assertThat(attempt.get("explanation").asText(), startsWith("Your receiver answered 301, a redirect"));
        assertThat(attempt.at("/responseHeaders/Location").asText(), is("https://example.org/new"));
        assertThat(attempt.toString(), not(containsString("geheim")));
        assertThat(attempt.at("/responseHeaders").has("X-Other"), is(false));
        JsonNode success = attempt(service.api(), good.awaitDelivery("succeeded"));
        assertThat(success.get("explanation").asText(), is("Your receiver answered 200."));
        assertThat(success.has("responseHeaders"), is(false));
        String path = "/deliveries/" + endpoint.awaitDelivery("failed").get("id").asText();
        assertThat(stranger.organizationKey.get(path).statusCode(), is(404));
    }

    private static JsonNode attempt(Api api, JsonNode delivery) {
        return Api.json(api.get("/deliveries/" + delivery.get("id").asText() + "/attempts"), 200).at("/items/0");
    }

    @Test
    void theRequestOfAnAttemptIsRebuiltAsItWasSent(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("headers", "{\"X-Team\":\"geheim\"}").create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"a\":1}"));
        Received received = endpoint.awaitReceived(1).get(0);
        String path = "/deliveries/" + endpoint.awaitDelivery("succeeded").get("id").asText();
        JsonNode request = Api.json(service.api().get(path + "/request"), 200);
        assertThat(request.get("rebuilt").asBoolean() && request.get("signed").asBoolean(), is(true));
        assertThat(request.get("endpointChanged").asBoolean(), is(false));
        assertThat(request.get("url").asText(), is(endpoint.url()));
        assertThat(request.get("body").asText(), is(received.body()));
        for (String header : List.of("webhook-id", "webhook-timestamp", "webhook-signature", "X-TrackScore-Signature",
                "webhook-sequence", "User-Agent", "Content-Type")) {
            assertThat(header, request.at("/headers/" + header).asText(), is(received.header(header)));
        }
        assertThat(request.at("/headers/X-Team").asText(), is("***"));
        assertThat(Api.json(service.api().get(path + "/request?attempt=1"), 200), is(request));
        assertThat(service.api().get(path + "/request?attempt=2").statusCode(), is(404));
        assertThat(service.api().get(path + "/request?attempt=0").statusCode(), is(400));

        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/secret/rotate", ""), 200);
        Api.json(service.api().patch("/endpoints/" + endpoint.id(), "{\"description\":\"x\"}"), 200);
        JsonNode later = Api.json(service.api().get(path + "/request"), 200);
        assertThat(later.get("endpointChanged").asBoolean(), is(true));
        assertThat(later.get("signed").asBoolean() || later.get("headers").has("webhook-signature"), is(false));
        assertThat(later.get("body"), is(request.get("body")));

        String enablement = "/organizations/" + scenario.organizationId() + "/applications/" + scenario.applicationId();
        assertThat(service.api().delete(enablement).statusCode(), is(204));
        assertThat(service.api().get(path + "/request").statusCode(), is(409));
    }

    @Test
    void theNextRequestOfASkippedDeliveryIsSignedNow(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"a\":1}"));
        String path = "/deliveries/" + endpoint.awaitDelivery("skipped").get("id").asText() + "/request";
        assertThat(service.api().get(path).statusCode(), is(404));
        JsonNode next = Api.json(service.api().get(path + "?attempt=next"), 200);
        assertThat(next.get("attempt").asInt(), is(1));
        assertThat(Api.json(next.get("body").asText()).at("/meta/delivery_attempt").asInt(), is(1));
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/secret/rotate", ""), 200);
        JsonNode rotated = Api.json(service.api().get(path + "?attempt=next"), 200);
        assertThat(rotated.get("signed").asBoolean(), is(true));
        assertThat("both secrets sign", rotated.at("/headers/webhook-signature").asText().split(" ").length, is(2));
        assertThat(service.api().get(path + "?attempt=last").statusCode(), is(400));
        assertThat(endpoint.received().size(), is(0));

        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        Api.json(service.api().post(path.replace("/request", "/redeliver"), ""), 202);
        assertThat(endpoint.awaitReceived(1).get(0).body(), is(rotated.get("body").asText()));
        assertThat(Api.json(service.api().get(path + "?attempt=next"), 200).get("attempt").asInt(), is(2));
        service.api().delete("/endpoints/" + endpoint.id());
        assertThat(Api.json(service.api().get(path + "?attempt=next"), 409).get("detail").asText(),
                is("The endpoint was deleted, so there is no other attempt."));
    }

    private static int count(Api api, String list) {
        return Api.json(api.get(list), 200).get("items").size();
    }

    private static int redelivered(Api api, Endpoint endpoint, Instant from, Instant to) {
        String range = Json.object("from", from, "to", to, "status", Json.raw("[\"succeeded\"]"));
        return Api.json(api.post("/endpoints/" + endpoint.id() + "/redeliver", range), 202).get("redelivered").asInt();
    }
}
