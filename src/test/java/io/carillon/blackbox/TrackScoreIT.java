package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Sentences of the TrackScore document that no other test proves; {@code src/docs/trackscore.md} lists them all. */
@SharedService
class TrackScoreIT {

    private static final Map<String, String> EVENT_TYPES = new LinkedHashMap<>();

    static {
        EVENT_TYPES.put("score.updated", "Score changes");
        EVENT_TYPES.put("leaderboard.created", "New leaderboard");
        EVENT_TYPES.put("leaderboard.updated", "Leaderboard changes");
        EVENT_TYPES.put("ranking.changed", "Position updates");
        EVENT_TYPES.put("competition.started", "Competition begins");
        EVENT_TYPES.put("competition.ended", "Competition ends");
        EVENT_TYPES.put("participant.added", "New participant");
        EVENT_TYPES.put("participant.updated", "Info changes");
        EVENT_TYPES.put("team.created", "New team");
        EVENT_TYPES.put("team.member_added", "Team member joins");
        EVENT_TYPES.put("achievement.unlocked", "Milestone reached");
        EVENT_TYPES.put("milestone.reached", "Goals achieved");
    }

    private final Service service;
    private final Scenario scenario;

    TrackScoreIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void theTwelveEventTypesStandInTheCatalogWithTheDocumentsWordsAndAnExample() {
        Map<String, JsonNode> catalog = new LinkedHashMap<>();
        service.api().list("/event-types").forEach(type -> catalog.put(type.get("name").asText(), type));
        EVENT_TYPES.forEach((name, description) -> {
            assertThat(catalog.get(name).get("description").asText(), is(description));
            assertThat(name, catalog.get(name).get("example").isObject(), is(true));
        });
    }

    @Test
    void eachOfTheTwelveIsSentAtOnceUnderItsOwnName() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(EVENT_TYPES.keySet().stream().map(type -> scenario.anEvent(type, "r-" + type, Json.object("of", type)))
                .toArray(String[]::new));
        List<String> notified = endpoint.awaitReceived(12).stream().map(Receiver.Received::json)
                .map(body -> body.get("type").asText() + "=" + body.at("/data/of").asText()).sorted().toList();
        assertThat(notified, is(EVENT_TYPES.keySet().stream().map(type -> type + "=" + type).sorted().toList()));
    }

    @Test
    void theSampleOfScoreUpdatedIsTheDocumentsExampleToTheLetter() { // two members of Carillon's own end its meta
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        JsonNode attempt = endpoint.sample("score.updated");
        String body = attempt.at("/request/body").asText();
        assertThat(body.replace(attempt.get("messageId").asText(), "wh_1234567890abcdef")
                .replace(Api.json(body).get("created").asText(), "2025-06-09T10:30:00Z")
                .replace(endpoint.url(), "https://your-app.com/webhooks")
                .replaceAll(",\"occurred_at\":\"[^\"]+\",\"sequence\":0}}$", "}}"), is("""
                {"id":"wh_1234567890abcdef","type":"score.updated","created":"2025-06-09T10:30:00Z",\
                "data":{"leaderboard_id":"lb_987654321","participant_id":"pt_555666777","old_score":850,"new_score":950,\
                "rank_change":{"old_rank":5,"new_rank":3}},\
                "meta":{"webhook_url":"https://your-app.com/webhooks","delivery_attempt":1,"api_version":"1.0"}}"""));
    }

    @Test
    void anEndpointThatIsCreatedInactiveReceivesOnceItIsEnabled() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().with("status", "\"inactive\"").create();
        scenario.post(scenario.anEvent("score.updated", "before", Json.object("n", 1)));
        endpoint.awaitDelivery("skipped");
        assertThat(shown(endpoint).get("status").asText(), is("inactive"));
        assertThat(shown(endpoint).has("disabledReason"), is(false));
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        scenario.post(scenario.anEvent("score.updated", "after", Json.object("n", 2)));
        assertThat(endpoint.awaitReceived(1).get(0).json().at("/data/n").asInt(), is(2));
    }

    @Test
    void disabledIsAnotherThingAndSaysWhyAndEnableEndsIt() {
        AtomicInteger calls = new AtomicInteger();
        Endpoint endpoint = scenario.anEndpoint().full().instant()
                .answering(received -> Answer.status(calls.getAndIncrement() == 0 ? 410 : 200)).create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitDelivery("failed");
        assertThat(shown(endpoint).get("status").asText(), is("disabled"));
        assertThat(shown(endpoint).get("disabledReason").asText(), containsString("410"));
        JsonNode enabled = Api.json(service.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        assertThat(enabled.get("status").asText(), is("active"));
        assertThat(enabled.has("disabledReason"), is(false));
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitReceived(2);
    }

    @Test
    void whoAnswers401HasNotTakenTheMessageAndGetsItAgain() {
        AtomicInteger calls = new AtomicInteger();
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying()
                .answering(received -> Answer.status(calls.getAndIncrement() == 0 ? 401 : 200)).create();
        scenario.post(scenario.anEvent("score.updated", "s1", "{}"));
        endpoint.awaitDelivery("succeeded");
        assertThat(endpoint.received(), hasSize(2));
        assertThat(endpoint.received().get(1).json().at("/meta/delivery_attempt").asInt(), is(2));
    }

    private JsonNode shown(Endpoint endpoint) {
        return Api.json(service.api().get("/endpoints/" + endpoint.id()), 200);
    }
}
