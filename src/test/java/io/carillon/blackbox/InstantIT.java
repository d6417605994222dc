package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** The TrackScore document's side: every event at once and in full, signed so that both kinds of receiver accept it. */
@QuietService
class InstantIT {

    private final Scenario scenario;

    InstantIT(Scenario scenario) {
        this.scenario = scenario;
    }

    @Test
    void everyEventIsSentAtOnceInTheDocumentsEnvelope() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().to("score.updated").create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"old_score\":850,\"new_score\":900}"),
                scenario.anEvent("score.updated", "s1", "{\"old_score\":900,\"new_score\":950}"));
        List<Received> received = endpoint.awaitReceived(2);
        assertThat(received.stream().map(one -> one.json().at("/data/new_score").asInt()).toList(),
                containsInAnyOrder(900, 950));
        JsonNode body = received.get(0).json();
        assertThat(List.copyOf(body.properties()).stream().map(Map.Entry::getKey).toList(),
                is(List.of("id", "type", "created", "data", "meta")));
        assertThat(body.get("id").asText(), matchesPattern("wh_[0-9a-f]{32}"));
        assertThat(body.get("created").asText(), matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ"));
        assertThat(body.get("meta").toString(), startsWith("{\"webhook_url\":\"" + endpoint.url()
                + "\",\"delivery_attempt\":1,\"api_version\":\"1.0\",\"occurred_at\":\""));
        assertThat(body.at("/meta/occurred_at").asText(), matchesPattern("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z"));
        assertThat(received.get(0).header("webhook-sequence"), is(body.at("/meta/sequence").asText()));
        assertThat(received.stream().map(one -> one.json().at("/meta/sequence").asLong()).distinct().count(), is(2L));
    }

    /** The change before it was in no bucket, because no endpoint of the organization waited for the tick. */
    @Test
    void theFirstCoalescedEndpointGetsWhatComesAfterIt() {
        Endpoint instant = scenario.anEndpoint().thin().instant().create();
        scenario.post(scenario.aChange("team", "update", "before"));
        instant.awaitReceived(1);
        Endpoint coalesced = scenario.anEndpoint().thin().coalesced().create();
        scenario.post(scenario.aChange("team", "update", "before"), scenario.aChange("team", "update", "after"));
        coalesced.awaitReceived(2);
        JsonNode explained = Api.json(coalesced.api().get("/explanations?resourceType=team&resourceId=before&organization="
                + scenario.organizationId() + "&endpoint=" + coalesced.id()), 200).get("items");
        assertThat(explained.findValuesAsText("code"), is(List.of("delivered", "created-later")));
        scenario.post(scenario.aChange("team", "update", "again"));
        coalesced.awaitReceived(3);
        assertThat(coalesced.deliveries().findValuesAsText("resourceId"), containsInAnyOrder("before", "after", "again"));
        assertThat(coalesced.deliveries().findValuesAsText("changes"), is(List.of("1", "1", "1")));
    }

    @Test
    void theSequenceOfAnObjectRisesAndALateEventSaysWhenItHappened() {
        Endpoint full = scenario.anEndpoint().full().instant().to("score.updated").create();
        Endpoint thin = scenario.anEndpoint().thin().instant().to("score.updated").create();
        String late = scenario.anEvent("score.updated", "s2", "{}")
                .replaceFirst("\\{", "{\"occurredAt\":\"2025-06-09T10:30:00.5Z\",");
        scenario.post(scenario.anEvent("score.updated", "s2", "{}"));
        long first = full.awaitReceived(1).get(0).json().at("/meta/sequence").asLong();
        scenario.post(late);
        JsonNode second = full.awaitReceived(2).get(1).json();
        assertThat(second.at("/meta/sequence").asLong(), greaterThan(first));
        assertThat(second.at("/meta/occurred_at").asText(), is("2025-06-09T10:30:00.500Z"));
        assertThat(thin.awaitReceived(2).get(1).header("webhook-sequence"), is(second.at("/meta/sequence").asText()));
    }

    @Test
    void onlySubscribedEventTypesAreSent() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().to("leaderboard.*").create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"), scenario.anEvent("leaderboard.created", "l1", "{}"),
                scenario.anEvent("leaderboard.updated", "l1", "{}"));
        assertThat(endpoint.awaitReceived(2).stream().map(one -> one.json().get("type").asText()).toList(),
                containsInAnyOrder("leaderboard.created", "leaderboard.updated"));
    }

    @Test
    void bothSignaturesVerify() throws Exception {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"name\":\"Ünïcødé 😀\",\"10\":1.0,\"2\":1e21}"));
        Received received = endpoint.awaitReceived(1).get(0);
        verify(received, endpoint.secret());
        assertThat(received.header("webhook-id"), is(received.json().get("id").asText()));
        assertThat(received.header("content-type"), is("application/json"));
        assertThat(received.header("user-agent"), matchesPattern("Carillon/.+"));
        assertThat(received.body().contains("\"data\":{\"2\":1e+21,\"10\":1,\"name\":\"Ünïcødé 😀\"}"), is(true));
    }

    @Test
    void afterARotationReceiversWithEitherSecretVerify(Service service) throws Exception {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        String before = endpoint.secret();
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/secret/rotate", ""), 200);
        scenario.post(scenario.aChange("team", "update", "t1"));
        Received received = endpoint.awaitReceived(1).get(0);
        new Webhook(before).verify(received.body(), received.headers());
        verify(received, endpoint.secret());
    }

    @Test
    void theSingleHeaderSwitchesAtOnceOrWhenTheOverlapEnds(Service service) throws Exception {
        Endpoint atOnce = scenario.anEndpoint().full().instant().create();
        Endpoint later = scenario.anEndpoint().full().instant().with("signatureSwitch", "\"after-overlap\"").create();
        String before = later.secret();
        Api.json(service.api().post("/endpoints/" + atOnce.id() + "/secret/rotate", ""), 200);
        JsonNode rotated = Api.json(service.api().post("/endpoints/" + later.id() + "/secret/rotate", ""), 200);
        Instant end = Instant.parse(rotated.get("previousSignsUntil").asText());
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        verify(atOnce.awaitReceived(1).get(0), atOnce.secret());
        Received postponed = later.awaitReceived(1).get(0);
        verify(postponed, before);
        new Webhook(rotated.get("secret").asText()).verify(postponed.body(), postponed.headers());
        await("the end of the overlap").atMost(Duration.ofSeconds(15)).until(() -> Instant.now().isAfter(end));
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        Received afterwards = later.awaitReceived(2).get(1);
        verify(afterwards, rotated.get("secret").asText());
        assertThrows(WebhookVerificationException.class,
                () -> new Webhook(before).verify(afterwards.body(), afterwards.headers()));
        assertThat(Api.json(service.api().get("/endpoints/" + later.id() + "/secret"), 200).size(), is(1));
    }

    @Test
    void allFourCombinationsAreServedByOneChange() {
        Endpoint thinCoalesced = scenario.anEndpoint().thin().coalesced().create();
        Endpoint thinInstant = scenario.anEndpoint().thin().instant().create();
        Endpoint fullCoalesced = scenario.anEndpoint().full().coalesced().create();
        Endpoint fullInstant = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"id\":\"s1\",\"old_score\":850,\"new_score\":900}"),
                scenario.anEvent("score.updated", "s1", "{\"id\":\"s1\",\"old_score\":900,\"new_score\":950}"));
        scenarioHasTicked(thinCoalesced, fullCoalesced);
        assertThat(notified(thinInstant, "s1"), hasSize(2));
        assertThat(notified(thinCoalesced, "s1"), hasSize(1));
        assertThat(thinInstant.received().get(0).body(), is(thinCoalesced.received().get(0).body()));
        assertThat(notified(fullInstant, "s1").stream().map(body -> body.get("data").toString()).toList(),
                containsInAnyOrder("{\"id\":\"s1\",\"old_score\":850,\"new_score\":900}",
                        "{\"id\":\"s1\",\"old_score\":900,\"new_score\":950}"));
        JsonNode summary = notified(fullCoalesced, "s1").get(0);
        assertThat(notified(fullCoalesced, "s1"), hasSize(1));
        assertThat(summary.get("data").toString(), is("{\"id\":\"s1\",\"old_score\":850,\"new_score\":950}"));
        assertThat(summary.at("/meta/changes").asInt(), is(2));
    }

    /** Another object's change comes out at a later tick; what the first changes lead to has come out by then. */
    private void scenarioHasTicked(Endpoint... coalesced) {
        for (Endpoint endpoint : coalesced) {
            endpoint.awaitReceived(1);
        }
        scenario.post(scenario.anEvent("score.updated", "s2", "{\"id\":\"s2\"}"));
        for (Endpoint endpoint : coalesced) {
            await("the next tick").atMost(Duration.ofSeconds(15)).until(() -> !notified(endpoint, "s2").isEmpty());
        }
    }

    private static List<JsonNode> notified(Endpoint endpoint, String id) {
        return endpoint.received().stream().map(Received::json)
                .filter(body -> body.at("/data/id").asText().equals(id) || body.path("resourceId").asText().equals(id)).toList();
    }

    private static void verify(Received received, String secret) throws Exception {
        new Webhook(secret).verify(received.body(), received.headers());
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        assertThat(received.header("x-trackscore-signature"), is("sha256="
                + HexFormat.of().formatHex(mac.doFinal(received.body().getBytes(StandardCharsets.UTF_8)))));
    }
}
