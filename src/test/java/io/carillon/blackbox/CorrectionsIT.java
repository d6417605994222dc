package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import jakarta.jms.JMSContext;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rejected message goes back with the changes that it should have had, which are checked like a report. */
@SharedService
class CorrectionsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api api;
    private final Scenario scenario;
    private final JMSContext jms;
    private final Rejected rejected;
    private final Endpoint endpoint;

    CorrectionsIT(Service service, Scenario scenario, JMSContext jms, Rejected rejected) {
        this.scenario = scenario;
        this.jms = jms;
        this.rejected = rejected;
        api = service.api();
        endpoint = scenario.anEndpoint().thin().instant().create();
    }

    @Test
    void aCorrectedMessageHasOneEffectAndIsAudited() {
        String id = rejected(change("team.updatet", "t1"));
        JsonNode requeued = Api.json(api.post(path(id), change("team.updated", "t1")), 202);
        assertThat(requeued.get("id").asText(), is(id));
        assertThat(requeued.has("requeuedAt"), is(true));
        awaitGone(id);
        endpoint.awaitReceived(1);
        assertThat(api.post(path(id), change("team.updated", "t1")).statusCode(), is(404));
        List<String> actions = api.list("/audit-log?object=" + id).stream().map(entry -> entry.get("action").asText()).toList();
        assertThat(actions, is(List.of("rejected-message.corrected")));
    }

    @Test
    void aWholeMessageIsReplacedByManyChanges() {
        String id = rejected("no change " + Scenario.aNewId());
        Api.json(api.post(path(id), "[" + change("team.updated", "t1") + "," + change("team.updated", "t2") + "]"), 202);
        awaitGone(id);
        assertThat(endpoint.awaitReceived(2).stream().map(one -> one.json().get("resourceId").asText()).toList().containsAll(
                List.of("t1", "t2")), is(true));
    }

    @Test
    void whatNoReportMaySayIsRefusedAndNothingIsSent() {
        String bad = change("team.updatet", "t1");
        String id = rejected("[" + bad + "," + change("team.updated", "t2") + "]", bad);
        endpoint.awaitReceived(1);
        assertThat(refused(id, change("team.updaded", "t1"), 422), is("/eventType"));
        assertThat(refused(id, Json.object("organizationId", Scenario.aNewOrganizationId(), "eventType", "team.updated",
                "resourceId", "t1"), 422), is("/organizationId"));
        assertThat(refused(id, "[" + change("team.updated", "t1") + "," + change("team.updated", "t3") + "]", 422), is(""));
        assertThat(refused(id, "no change", 400), is(""));
        assertThat(Api.json(api.get("/rejected-messages/" + id), 200).has("requeuedAt"), is(false));
    }

    private String change(String eventType, String resourceId) {
        return Json.object("organizationId", scenario.organizationId(), "eventType", eventType, "resourceId", resourceId);
    }

    private String rejected(String text) {
        return rejected(text, text);
    }

    /** Sends {@code text} and returns the id of its rejected part. */
    private String rejected(String text, String part) {
        jms.createProducer().send(jms.createQueue("carillon.changes"), text);
        return rejected.await(part.getBytes(UTF_8)).get("id").asText();
    }

    private static String path(String id) {
        return "/rejected-messages/" + id + "/correct";
    }

    /** The pointer of the first flaw. */
    private String refused(String id, String body, int status) {
        return Api.json(api.post(path(id), body), status).at("/errors/0/pointer").asText();
    }

    private void awaitGone(String id) {
        await().atMost(LIMIT).until(() -> api.get("/rejected-messages/" + id).statusCode() == 404);
    }
}
