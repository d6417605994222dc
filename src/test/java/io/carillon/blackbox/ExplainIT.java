package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import jakarta.jms.JMSContext;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What became of my change, and why did I not get it: the fates that a running service can produce, for each role. */
@QuietService
class ExplainIT {

    private final Service service;
    private final Scenario scenario;
    /** Keys of this test's own, because each may ask only so often. */
    private final Api operator;
    private final Api organization;
    private final Api application;

    ExplainIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
        operator = Tenant.keyOf(service.api(), "operator");
        organization = Tenant.keyOf(service.api(), "organization:" + scenario.organizationId());
        application = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
    }

    /** The five changes that used to have one answer: an empty list of deliveries. */
    @Test
    void fiveChangesGetFiveAnswers(JMSContext jms) {
        scenario.anEndpoint().thin().coalesced().to("team.*", "event.*").create();
        String silent = withId(scenario.aChange("registration", "update", "r1"), "c-1");
        accept(silent);
        awaitCode(organization, "registration", "r1", "silent");
        accept(silent);
        awaitCode(organization, "registration", "r1&changeId=c-1", "repeated");
        assertThat(fate(organization, "c-1"), is("silent"));

        long unknown = Scenario.aNewOrganizationId();
        String lost = Json.object("organizationId", unknown, "eventType", "team.created", "resourceId", "t1", "id", "c-777");
        jms.createProducer().send(jms.createQueue("carillon.changes"), lost);
        awaitVerdict(operator, "organization=" + unknown + "&resourceType=team&resourceId=t1", "rejected");
        assertThat(Api.json(operator.get("/organizations/" + unknown + "/changes/c-777"), 200).get("code").asText(),
                is("rejected"));

        String id = accept(scenario.aChange("membership", "create", "m1"));
        awaitFate(id, "not-selected");
        assertThat(awaitCode(application, "membership", "m1", "not-selected").get("sentence").asText(),
                containsString("only team.*, event.*"));

        assertThat(scenario.tryToPost(scenario.aChange("eligibility", "delete", "e1")).statusCode(), is(422));
        assertThat(awaitCode(organization, "eligibility", "e1", "refused").get("sentence").asText(), containsString("422"));
        assertThat(ask(application, "eligibility", "e1").at("/items/0/code").asText(), is("not-received"));
    }

    @Test
    void eachEndpointGetsTheWindowInItsWay() {
        Endpoint all = scenario.anEndpoint().full().coalesced().create();
        Endpoint some = scenario.anEndpoint().full().coalesced().to("team.updated").create();
        Endpoint instant = scenario.anEndpoint().full().instant().to("team.deleted").create();
        startOfAWindow();
        scenario.post(scenario.aChange("team", "update", "t1"), scenario.aChange("team", "delete", "t1"),
                scenario.aChange("roster", "create", "t1"));
        all.awaitDelivery("succeeded");
        some.awaitDelivery("succeeded");
        await().pollInterval(Duration.ofSeconds(1)).until(() -> codes(ask(operator, "team", "t1")), is(Set.of(
                all.id() + " team.updated outranked", all.id() + " team.deleted summarised",
                all.id() + " roster.created outranked", some.id() + " team.updated summarised",
                some.id() + " roster.created summarised", some.id() + " team.deleted not-selected",
                instant.id() + " team.deleted delivered", instant.id() + " team.updated not-selected",
                instant.id() + " roster.created not-selected")));
        assertThat(codes(ask(application, "team", "t1")), is(codes(ask(operator, "team", "t1"))));
        assertThat(ask(organization, "roster", "t1").at("/items/0/code").asText(), is("part-of"));

        String message = some.deliveries().at("/0/messageId").asText();
        assertThat(Api.json(application.get("/messages/" + message), 200).get("changes").asInt(), is(2));
        JsonNode covered = Api.json(organization.get("/messages/" + message + "/changes"), 200).get("items");
        assertThat(Set.copyOf(covered.findValuesAsText("reportedAs")), is(Set.of("team.updated", "roster.created")));
        assertThat(Api.json(application.get("/messages/" + message + "/deliveries"), 200).at("/items").size(), is(1));
        JsonNode found = Api.json(organization.get("/messages?resourceId=t1&mode=instant&eventType=team.deleted"), 200);
        assertThat(found.at("/items").size(), is(1));
        assertThat(Api.json(organization.get("/messages?resourceId=t1&recipients=none"), 200).at("/items").size(), is(0));
        JsonNode changes = Api.json(organization.get("/changes?organization=" + scenario.organizationId() + "&resourceId=t1"),
                200);
        assertThat(Set.copyOf(changes.get("items").findValuesAsText("announcedAs")), is(Set.of("team.updated", "team.deleted")));
    }

    @Test
    void whatEndpointsAndReceiversDidIsExplained() {
        Endpoint off = scenario.anEndpoint().thin().instant().with("status", "\"inactive\"").create();
        Endpoint failing = scenario.anEndpoint().thin().instant().answering(received -> Answer.status(500)).create();
        Endpoint retrying = scenario.anEndpoint().thin().instant().retrying()
                .answering(received -> new Answer(503, Map.of("Retry-After", "600"), "")).create();
        Endpoint gone = scenario.anEndpoint().thin().instant().answering(received -> Answer.status(410)).create();
        Endpoint deleted = scenario.anEndpoint().thin().instant().create();
        Api.json(service.api().post("/endpoints/" + deleted.id() + "/disable", ""), 200);
        assertThat(service.api().delete("/endpoints/" + deleted.id()).statusCode(), is(204));
        accept(scenario.aChange("team", "update", "t1"));
        failing.awaitDelivery("failed");
        Endpoint later = scenario.anEndpoint().thin().instant().create();

        await().atMost(Duration.ofSeconds(40)).pollInterval(Duration.ofSeconds(1)).until(() -> codes(ask(application, "team",
                "t1")), is(Set.of(off.id() + " team.updated switched-off", failing.id() + " team.updated failed",
                retrying.id() + " team.updated retrying", gone.id() + " team.updated gone",
                later.id() + " team.updated created-later")));
        assertThat(ask(application, "team", "t1&endpoint=" + deleted.id()).at("/items/0/code").asText(), is("deleted"));
        JsonNode remedy = ask(application, "team", "t1&endpoint=" + failing.id()).at("/items/0/remedy");
        assertThat(remedy.get("method").asText(), is("POST"));
        Api.json(application.post(remedy.get("link").asText().substring("/api/v1".length()), ""), 202);
        JsonNode log = Api.json(service.api().get("/audit-log?object=" + gone.id() + "&action=endpoint.disabled"), 200);
        assertThat(log.at("/items/0/actorId").asText(), is("carillon"));
    }

    @Test
    void aChangeInAnOpenBucketWaitsForItsTick() {
        Endpoint endpoint = scenario.anEndpoint().thin().coalesced().create();
        Api.json(operator.post("/explanations/dry-run", scenario.aChange("registration", "update", "t1")), 200);
        List<String> planned = Api.json(application.post("/explanations/dry-run", scenario.aChange("team", "update", "t1")), 200)
                .get("items").findValuesAsText("code");
        assertThat(planned, is(List.of("waiting")));
        Set<String> seen = new HashSet<>();
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            accept(scenario.aChange("team", "update", "t1"));
            seen.addAll(Api.json(organization.get("/changes?resourceId=t1&organization=" + scenario.organizationId()), 200)
                    .get("items").findValuesAsText("code"));
            return seen.contains("waiting");
        });
        endpoint.awaitReceived(1);
    }

    @Test
    void aDryRunTellsWithoutWriting() {
        Endpoint instant = scenario.anEndpoint().full().instant().to("team.*").create();
        scenario.anEndpoint().full().coalesced().to("score.*").with("status", "\"inactive\"").create();
        assertThat(dryRun(scenario.aChange("team", "update", "t1")), is(Set.of("instant", "not-selected")));
        assertThat(dryRun(scenario.aChange("registration", "update", "t1")), is(Set.of("silent")));
        assertThat(dryRun(scenario.aChange("eligibility", "delete", "t1")), is(Set.of("refused")));
        assertThat(dryRun(scenario.anEvent("score.updated", "s1")), is(Set.of("switched-off", "not-selected")));
        String used = withId(scenario.aChange("team", "update", "t2"), "c-9");
        accept(used);
        instant.awaitReceived(1);
        String again = Api.json(organization.post("/explanations/dry-run", used), 200).at("/items/0/code").asText();
        assertThat(again, is("repeated"));
        assertThat(ask(operator, "team", "t1").at("/items/0/code").asText(), is("not-received"));
        assertThat(instant.received().size(), is(1));
    }

    @Test
    void theParentIsAnnouncedAndTheChildSaysSo() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        long child = Scenario.aNewOrganizationId();
        Api.json(service.api().post("/organizations", Json.object("id", child, "name", "Child", "parentId",
                scenario.organizationId())), 201);
        String change = Json.object("organizationId", child, "resourceType", "affiliation", "resourceOperation", "create",
                "resourceId", "a1", "id", "c-1");
        Api.json(operator.post("/changes", change), 202);
        endpoint.awaitDelivery("succeeded");
        JsonNode answer = awaitCode(organization, "affiliation", "a1", "delivered");
        assertThat(answer.has("changeId"), is(false));
        Api ofChild = Tenant.keyOf(service.api(), "organization:" + child);
        String question = "organization=" + child + "&resourceType=affiliation&resourceId=a1";
        assertThat(awaitVerdict(ofChild, question, "parent-only").get("changeId").asText(), is("c-1"));
        assertThat(Api.json(ofChild.get("/organizations/" + child + "/changes/c-1"), 200).get("code").asText(),
                is("parent-only"));
    }

    @Test
    void whoIsNotEnabledLearnsNothing(Tenant other) {
        scenario.anEndpoint().thin().instant().create();
        accept(scenario.aChange("team", "update", "t1"));
        awaitCode(organization, "team", "t1", "delivered");
        String own = "organization=" + scenario.organizationId() + "&resourceType=team&resourceId=t1";
        String none = "organization=" + Scenario.aNewOrganizationId() + "&resourceType=team&resourceId=t1";
        JsonNode refused = Api.json(other.applicationKey.get("/explanations?" + own), 200).get("items");
        assertThat(refused.findValuesAsText("code"), is(List.of("not-enabled")));
        assertThat(refused.toString().replace("" + scenario.organizationId(), "N"),
                is(Api.json(other.applicationKey.get("/explanations?" + none), 200).get("items").toString()
                        .replaceAll("(organizations/)[0-9]+", "$1N")));
        assertThat(other.organizationKey.get("/explanations?" + own).statusCode(), is(404));
        assertThat(application.get("/explanations?" + own + "&endpoint=" + other.endpoint).statusCode(), is(404));
        assertThat(application.get("/explanations?" + own + "&application=" + other.application).statusCode(), is(404));

        assertThat(service.api().delete("/organizations/" + scenario.organizationId() + "/applications/"
                + scenario.applicationId()).statusCode(), is(204));
        accept(scenario.aChange("team", "update", "t1"));
        awaitCode(organization, "team", "t1", "not-enabled");
        assertThat(ask(application, "team", "t1").get("items").findValuesAsText("code"), is(List.of("not-enabled")));
    }

    @Test
    void questionsAreLimitedAndChecked() {
        String question = "organization=" + scenario.organizationId() + "&resourceType=team&resourceId=t1";
        assertThat(organization.get("/explanations?resourceType=team&resourceId=t1").statusCode(), is(400));
        assertThat(organization.get("/changes?organization=x&resourceId=t1").statusCode(), is(400));
        assertThat(organization.get("/changes?" + question + "&fate=lost").statusCode(), is(400));
        assertThat(organization.get("/messages?recipients=some").statusCode(), is(400));
        List<Integer> statuses = IntStream.range(0, 60)
                .mapToObj(i -> organization.get("/explanations?" + question).statusCode()).toList();
        assertThat(statuses, hasItem(429));
        assertThat(statuses.get(0), is(200));
        awaitFate("c-unknown", "not-received");
        JsonNode old = Api.json(operator.get("/explanations?" + question + "&from=2020-01-01T00:00:00Z&to=2020-01-02T00:00:00Z"),
                200);
        assertThat(old.at("/items/0/code").asText(), is("expired"));
    }

    @Test
    void anOrganizationSeesItsRejectedMessages(JMSContext jms, Tenant other) {
        String text = Json.object("organizationId", scenario.organizationId(), "eventType", "no.such", "resourceId", "t1");
        jms.createProducer().setProperty("internal", "1").send(jms.createQueue("carillon.changes"), text);
        String list = "/rejected-messages?resourceId=t1";
        JsonNode rejected = await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1))
                .until(() -> Api.json(organization.get(list), 200).at("/items/0"), found -> !found.isMissingNode());
        assertThat(rejected.get("organizationId").asLong(), is(scenario.organizationId()));
        assertThat(rejected.has("properties"), is(false));
        String one = "/rejected-messages/" + rejected.get("id").asText();
        assertThat(organization.get(one).statusCode(), is(200));
        assertThat(organization.post(one + "/requeue", "").statusCode(), is(403));
        assertThat(Api.json(operator.get(list + "&organization=" + scenario.organizationId()), 200).at("/items/0/properties")
                .has("internal"), is(true));
        assertThat(Api.json(organization.get("/rejected-messages?organization=1"), 200).at("/items").size(), is(0));
        assertThat(ask(application, "team", "t1").toString(), not(containsString("no.such")));
        assertThat(awaitCode(organization, "team", "t1", "rejected").get("rejectedMessageId"), is(rejected.get("id")));
        assertThat(other.organizationKey.get(one).statusCode(), is(404));
    }

    private String accept(String change) {
        return Api.json(organization.post("/changes", change), 202).at("/ids/0").asText();
    }

    private static String withId(String change, String id) {
        return change.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private JsonNode ask(Api caller, String resourceType, String resourceId) {
        return Api.json(caller.get("/explanations?organization=" + scenario.organizationId() + "&resourceType=" + resourceType
                + "&resourceId=" + resourceId), 200);
    }

    private JsonNode awaitCode(Api caller, String resourceType, String resourceId, String code) {
        return awaitVerdict(caller, "organization=" + scenario.organizationId() + "&resourceType=" + resourceType
                + "&resourceId=" + resourceId, code);
    }

    private static JsonNode awaitVerdict(Api caller, String question, String code) {
        return await(code).atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofSeconds(1)).until(() -> StreamSupport
                .stream(Api.json(caller.get("/explanations?" + question), 200).get("items").spliterator(), false)
                .filter(verdict -> verdict.get("code").asText().equals(code)).findFirst().orElse(null), found -> found != null);
    }

    private String fate(Api caller, String id) {
        return Api.json(caller.get("/organizations/" + scenario.organizationId() + "/changes/" + id), 200).get("code").asText();
    }

    private void awaitFate(String id, String code) {
        await(code).atMost(Duration.ofSeconds(30)).until(() -> fate(organization, id), is(code));
    }

    private Set<String> dryRun(String change) {
        return Set.copyOf(Api.json(operator.post("/explanations/dry-run", change), 200).get("items").findValuesAsText("code"));
    }

    private static Set<String> codes(JsonNode explanation) {
        Set<String> codes = new HashSet<>();
        explanation.get("items").forEach(verdict -> {
            if (verdict.has("endpointId")) {
                codes.add(verdict.get("endpointId").asText() + " " + verdict.get("reportedAs").asText() + " "
                        + verdict.get("code").asText());
            }
        });
        return codes;
    }

    /** Waits for the beginning of a window of two seconds, so that what follows is in one. */
    private static void startOfAWindow() {
        await().pollInterval(Duration.ofMillis(20)).until(() -> Instant.now().toEpochMilli() % 2_000 < 300);
    }
}
