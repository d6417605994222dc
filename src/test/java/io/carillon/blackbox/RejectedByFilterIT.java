package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
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
import jakarta.jms.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many rejected messages at once, by filter: each is put back or removed, or it is said why not. */
@SharedService
class RejectedByFilterIT {

    private final Api api;
    private final Scenario scenario;
    private final JMSContext jms;
    private final Rejected rejected;
    private final Endpoint endpoint;
    /** An organization that is not there yet. */
    private final long unknown = Scenario.aNewOrganizationId();

    RejectedByFilterIT(Service service, Scenario scenario, JMSContext jms, Rejected rejected) {
        this.scenario = scenario;
        this.jms = jms;
        this.rejected = rejected;
        api = service.api();
        endpoint = scenario.anEndpoint().thin().instant().create();
    }

    @Test
    void manyArePutBackByFilter() {
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            changes.add(aChangeOfTheUnknown("many-" + i));
            send(changes.get(i));
        }
        JsonNode newest = rejected.await(changes.get(19).getBytes(UTF_8));
        changes.forEach(change -> rejected.await(change.getBytes(UTF_8)));
        scenario.alsoHears(unknown);
        JsonNode none = rejected.awaitJob(api.post("/rejected-messages/requeue?protocol=NONE", ""));
        assertThat(none.get("matched").asInt() + none.get("done").asInt() + none.get("skipped").asInt(), is(0));
        String to = later(newest);
        JsonNode job = rejected.awaitJob(
                api.post("/rejected-messages/requeue?reason=organization-unknown&protocol=CORE&to=" + to, ""));
        assertThat(job.get("kind").asText(), is("requeue"));
        assertThat(job.get("filter").toString(),
                is("{\"reason\":\"organization-unknown\",\"protocol\":\"CORE\",\"to\":\"" + to + "\"}"));
        assertThat(job.get("state").asText(), is("done"));
        assertThat(job.get("done").asInt() >= 20, is(true));
        assertThat(job.has("lastError"), is(false));
        endpoint.awaitReceived(20);
        await().atMost(Duration.ofSeconds(30)).until(() -> rejected.withBody(changes.get(0).getBytes(UTF_8)).isEmpty());
    }

    @Test
    void manyAreRemoved() {
        String mark = "no change " + Scenario.aNewId();
        send(mark);
        JsonNode bad = rejected.await(mark.getBytes(UTF_8));
        JsonNode job = rejected.awaitJob(api.delete("/rejected-messages?reason=malformed&from=" + bad.get("rejectedAt").asText()
                + "&to=" + later(bad)));
        assertThat(job.get("kind").asText(), is("delete"));
        assertThat(job.get("done").asInt() > 0, is(true));
        assertThat(job.get("done"), is(job.get("matched")));
        assertThat(api.get("/rejected-messages/" + bad.get("id").asText()).statusCode(), is(404));
        assertThat(api.post("/rejected-messages/jobs/" + job.get("id").asText() + "/stop", "").statusCode(), is(409));
        assertThat(api.list("/rejected-messages/jobs").get(0).get("id"), is(job.get("id")));
        JsonNode deed = Api.json(api.get("/audit-log?object=" + job.get("id").asText()), 200).at("/items/0");
        assertThat(deed.get("action").asText(), is("rejected-job.started"));
    }

    @Test
    void whatCannotBePutBackIsCountedWithTheReasonForTheLast() throws Exception {
        String mark = "m" + Scenario.aNewId().replace("-", "");
        for (Message message : List.of(jms.createObjectMessage(new ArrayList<>(List.of("x"))), jms.createMessage())) {
            message.setStringProperty("mark", mark);
            jms.createProducer().send(jms.createQueue("carillon.changes"), message);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> rejected.list("reason=type-unusable")
                .filter(one -> one.at("/properties/mark").asText().equals(mark)).count() == 2);
        JsonNode job = rejected.awaitJob(api.post("/rejected-messages/requeue?reason=type-unusable", ""));
        assertThat(job.get("state").asText(), is("done"));
        assertThat(job.get("skipped").asInt() >= 2, is(true));
        assertThat(job.get("lastSkipped").asText(), containsString("its complete body was not kept"));
    }

    @Test
    void jobsThatCannotBeUnderstoodAreRefused() {
        assertThat(api.delete("/rejected-messages").statusCode(), is(400));
        assertThat(api.delete("/rejected-messages?reason=" + "r".repeat(61)).statusCode(), is(400));
        assertThat(api.post("/rejected-messages/requeue?to=tomorrow", "").statusCode(), is(400));
        assertThat(api.get("/rejected-messages/jobs/rj_none").statusCode(), is(404));
        assertThat(api.post("/rejected-messages/jobs/rj_none/stop", "").statusCode(), is(404));
    }

    private String aChangeOfTheUnknown(String resourceId) {
        return Json.object("organizationId", unknown, "eventType", "team.created", "resourceId", resourceId);
    }

    private void send(String text) {
        jms.createProducer().send(jms.createQueue("carillon.changes"), text);
    }

    private static String later(JsonNode message) {
        return Instant.parse(message.get("rejectedAt").asText()).plusSeconds(5).toString();
    }
}
