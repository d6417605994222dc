package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.junit.jupiter.api.Test;

/** What the queue could not use: looked at, put back when its cause is mended, or removed; nothing is lost in between. */
@SharedService
class RejectedMessagesIT {

    private final Service service;
    private final Api api;
    private final Scenario scenario;
    private final JMSContext jms;
    private final Rejected rejected;
    private final Endpoint endpoint;
    /** An organization that is not there yet. */
    private final long unknown = Scenario.aNewOrganizationId();

    RejectedMessagesIT(Service service, Scenario scenario, JMSContext jms, Rejected rejected) {
        this.service = service;
        this.scenario = scenario;
        this.jms = jms;
        this.rejected = rejected;
        api = service.api();
        endpoint = scenario.anEndpoint().thin().instant().create();
    }

    @Test
    void aMessageThatIsPutBackAfterItsCauseWasMendedHasOneEffect() {
        String change = aChangeOfTheUnknown("t1");
        send(change);
        String id = rejected.await(change.getBytes(UTF_8)).get("id").asText();
        scenario.alsoHears(unknown);
        requeue(id);
        requeueUnlessGone(id);
        requeueUnlessGone(id);
        awaitGone(id);
        send(scenario.aChange("team", "update", "last"));
        awaitReceived("last");
        assertThat(ids(), is(List.of("t1", "last")));
    }

    @Test
    void anElementOfAnArrayIsPutBackAlone() {
        send("[" + aChangeOfTheUnknown("t1") + "," + scenario.aChange("team", "update", "t2") + ","
                + aChangeOfTheUnknown("t3") + "]");
        String id = rejected.await(aChangeOfTheUnknown("t3").getBytes(UTF_8)).get("id").asText();
        awaitReceived("t2");
        scenario.alsoHears(unknown);
        requeue(id);
        awaitReceived("t3");
        assertThat(ids(), is(List.of("t2", "t3")));
        assertThat(rejected.withBody(aChangeOfTheUnknown("t1").getBytes(UTF_8)).size(), is(1));
    }

    @Test
    void mapsAndElementsOfXmlArePutBackAsTheyWere() throws Exception {
        MapMessage map = jms.createMapMessage();
        map.setLong("organizationId", unknown);
        map.setString("eventType", "team.created");
        map.setString("resourceId", "m1");
        jms.createProducer().send(jms.createQueue("carillon.changes"), map);
        String xml = "<change organizationId='%d' eventType='team.created' resourceId='x1' />".formatted(unknown);
        send("<changes> " + xml + "</changes>");
        JsonNode element = rejected.await(xml.getBytes(UTF_8));
        assertThat(element.get("pointer").asText(), is("/changes/change[1]/@organizationId"));
        JsonNode kept = await().atMost(Duration.ofSeconds(30)).until(() -> rejected.list("reason=organization-unknown")
                .filter(one -> one.get("jmsType").asText().equals("map") && one.get("detail").asText().contains("" + unknown))
                .findFirst(), Optional::isPresent).orElseThrow();
        scenario.alsoHears(unknown);
        requeue(element.get("id").asText());
        awaitReceived("x1");
        requeue(kept.get("id").asText());
        awaitReceived("m1");
        awaitGone(kept.get("id").asText());
    }

    @Test
    void whatFailsAgainIsSeenAgainOnce() {
        String change = aChangeOfTheUnknown("t1");
        send(change);
        JsonNode first = rejected.await(change.getBytes(UTF_8));
        String id = first.get("id").asText();
        for (int i = 0; i < 3; i++) {
            Api.json(api.post("/rejected-messages/" + id + "/requeue", ""), 202);
        }
        JsonNode again = await().atMost(Duration.ofSeconds(30)).until(() -> Api.json(api.get("/rejected-messages/" + id), 200),
                one -> !one.has("requeuedAt") && !one.get("rejectedAt").equals(first.get("rejectedAt")));
        assertThat(again.get("properties"), is(first.get("properties")));
        assertThat(rejected.withBody(change.getBytes(UTF_8)).size(), is(1));
    }

    @Test
    void oneIsRemoved() {
        String mark = "no change " + Scenario.aNewId();
        send(mark);
        String id = rejected.await(mark.getBytes(UTF_8)).get("id").asText();
        assertThat(api.delete("/rejected-messages/" + id).statusCode(), is(204));
        assertThat(api.delete("/rejected-messages/" + id).statusCode(), is(404));
    }

    @Test
    void filtersThatCannotBeUnderstoodAreRefused() {
        assertThat(api.get("/rejected-messages?from=yesterday").statusCode(), is(400));
        assertThat(api.get("/rejected-messages/rm_none").statusCode(), is(404));
        assertThat(api.post("/rejected-messages/rm_none/requeue", "").statusCode(), is(404));
    }

    @Test
    void aMessageThatStaysUnusableCannotBeRequeued() throws Exception {
        String mark = "m" + Scenario.aNewId().replace("-", "");
        for (Message message : List.of(jms.createObjectMessage(new ArrayList<>(List.of("x"))), jms.createStreamMessage(),
                jms.createMessage())) {
            message.setStringProperty("mark", mark);
            jms.createProducer().send(jms.createQueue("carillon.changes"), message);
        }
        List<JsonNode> kept = await().atMost(Duration.ofSeconds(30))
                .until(() -> marked("type-unusable", mark), found -> found.size() == 3);
        assertThat(kept.stream().map(one -> one.get("jmsType").asText()).sorted().toList(),
                is(List.of("empty", "object", "stream")));
        String object = kept.stream().filter(one -> one.get("jmsType").asText().equals("object")).findFirst().orElseThrow()
                .get("id").asText();
        assertThat(api.post("/rejected-messages/" + object + "/requeue", "").statusCode(), is(409));
    }

    @Test
    void namesThatNoDatabaseTakesAreRejectedNotRepeated() {
        String bad = "{\"a\\u0000b\":1,\"organizationId\":" + scenario.organizationId() + ",\"x\":\"" + Scenario.aNewId() + "\"}";
        send(bad);
        assertThat(rejected.await(bad.getBytes(UTF_8)).get("reason").asText(), is("member-unknown"));
    }

    @Test
    void bodiesThatAreNotWhatTheirTypeSaysAreRejectedToo() throws Exception {
        String mark = "m" + Scenario.aNewId().replace("-", "");
        for (byte type : new byte[] {ClientMessage.TEXT_TYPE, ClientMessage.MAP_TYPE, 99}) {
            sendRaw("carillon.changes", type, mark);
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> marked("unreadable", mark).size() == 3);
    }

    @Test
    @DiffersOn(value = {"liberty", "wildfly"}, because = "it gives files no ETag")
    void theSchemaIsPublicAndCacheable() {
        var answer = new Api(api.base(), null).root("/schemas/changes.xsd");
        assertThat(answer.statusCode(), is(200));
        assertThat(answer.body(), containsString("<xs:element name=\"changes\">"));
        assertThat(answer.headers().firstValue("Cache-Control").orElse(""), containsString("public"));
        assertThat(answer.headers().firstValue("Content-Type").orElse(""), startsWith("application/xml"));
        assertThat(answer.headers().firstValue("ETag").orElse(""), is(not("")));
    }

    private String aChangeOfTheUnknown(String resourceId) {
        return Json.object("organizationId", unknown, "eventType", "team.created", "resourceId", resourceId);
    }

    private void send(String text) {
        sendTo("carillon.changes", text, 0);
    }

    private void sendTo(String queue, String text, long timeToLiveMillis) {
        jms.createProducer().setTimeToLive(timeToLiveMillis).send(jms.createQueue(queue), text);
    }

    private void requeue(String id) {
        JsonNode requeued = Api.json(api.post("/rejected-messages/" + id + "/requeue", ""), 202);
        assertThat(requeued.get("id").asText(), is(id));
        assertThat(requeued.has("requeuedAt"), is(true));
    }

    /** A message that has already been requeued may have taken effect, and be gone. */
    private void requeueUnlessGone(String id) {
        int status = api.post("/rejected-messages/" + id + "/requeue", "").statusCode();
        assertThat(status == 202 || status == 404, is(true));
    }

    private void awaitGone(String id) {
        await().atMost(Duration.ofSeconds(30)).until(() -> api.get("/rejected-messages/" + id).statusCode() == 404);
    }

    private void awaitReceived(String resourceId) {
        await().atMost(Duration.ofSeconds(30)).until(() -> ids().contains(resourceId));
    }

    /** A message of the broker's own API, with a body that no JMS client writes. */
    private void sendRaw(String queue, byte type, String mark) throws Exception {
        try (var locator = ActiveMQClient.createServerLocator(service.brokerUrl());
                var session = locator.createSessionFactory().createSession();
                var producer = session.createProducer()) {
            ClientMessage message = session.createMessage(type, true);
            message.putStringProperty("mark", mark);
            message.getBodyBuffer().writeBytes(new byte[] {99, 127, 3, 4, 5, 6, 7, 8, 9});
            producer.send(queue, message);
        }
    }

    private List<JsonNode> marked(String reason, String mark) {
        return rejected.list("reason=" + reason).filter(one -> one.at("/properties/mark").asText().equals(mark)).toList();
    }

    private List<String> ids() {
        return endpoint.received().stream().map(one -> one.json().get("resourceId").asText()).toList();
    }
}
