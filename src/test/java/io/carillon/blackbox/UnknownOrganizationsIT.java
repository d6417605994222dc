package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.OtherSettings;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of an organization that does not exist: its producer learns so at once, unless the installation keeps it. */
@SharedService
class UnknownOrganizationsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Api operator;
    private final Scenario scenario;
    /** An organization that is not there yet. */
    private final long unknown = Scenario.aNewOrganizationId();

    UnknownOrganizationsIT(Service service, Scenario scenario) {
        operator = service.api();
        this.scenario = scenario;
    }

    @Test
    void everyFlawIsNamedAndNothingOfTheBatchIsTaken() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        assertThat(flaws(operator.post("/changes", changeOf(unknown, "t1"))),
                contains("/organizationId is not an organization: " + unknown));
        long other = Scenario.aNewOrganizationId();
        String wrong = changeOf(unknown, "t2").replace("team.created", "team.exploded");
        assertThat(flaws(scenario.tryToPost(changeOf(unknown, "t1"), scenario.aChange("team", "create", "t1"), wrong,
                changeOf(other, "t3"))), contains("/0/organizationId is not an organization: " + unknown,
                "/2/organizationId is not an organization: " + unknown,
                "/2/eventType is not an event type of the catalog: team.exploded",
                "/3/organizationId is not an organization: " + other));
        scenario.post(scenario.aChange("team", "update", "later"));
        assertThat(endpoint.awaitReceived(1).get(0).json().get("resourceId").asText(), is("later"));
        assertThat(Rejected.in(operator).list("reason=organization-unknown&organization=" + unknown).count(), is(0L));
    }

    @Test
    void itIsKnownFromTheMomentOfItsCreation() {
        String key = Scenario.aNewId();
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        Api.json(post(operator, changeOf(unknown, "t1"), key), 422);
        scenario.alsoHears(unknown);
        Api.json(post(operator, changeOf(unknown, "t1"), key), 202);
        endpoint.awaitReceived(1);
    }

    @Test
    void aRequestThatWasAcceptedIsAnsweredTheSameAfterTheOrganizationWasDeleted() {
        String key = Scenario.aNewId();
        JsonNode accepted = Api.json(post(operator, scenario.aChange("team", "update", "t1"), key), 202);
        assertThat(operator.delete("/organizations/" + scenario.organizationId()).statusCode(), is(204));
        await().atMost(LIMIT).until(() -> operator.post("/changes", scenario.aChange("team", "update", "t1")).statusCode(),
                is(422));
        assertThat(Api.json(post(operator, scenario.aChange("team", "update", "t1"), key), 202), is(accepted));
        assertThat(flaws(post(operator, scenario.aChange("team", "update", "t2"), key)),
                contains("/organizationId is not an organization: " + scenario.organizationId()));
    }

    @Test
    void aKeyOfAnOrganizationDoesNotLearnWhichOthersExist(Tenant tenant, Tenant other) {
        String rule = "/organizationId must be " + tenant.organization + ", the organization of the key or token";
        assertThat(flaws(tenant.organizationKey.post("/changes", changeOf(unknown, "t1"))), contains(rule));
        assertThat(flaws(tenant.organizationKey.post("/changes", changeOf(other.organization, "t1"))), contains(rule));
        assertThat(flaws(Tenant.keyOf(operator, "producer").post("/changes", changeOf(unknown, "t1"))),
                contains("/organizationId is not an organization: " + unknown));
    }

    @Test
    void itIsExplainedAndForetold() {
        String change = changeOf(unknown, "t1");
        assertThat(Api.json(operator.post("/explanations/dry-run", change), 200).at("/items/0/code").asText(), is("refused"));
        Api.json(operator.post("/changes", change), 422);
        JsonNode verdict = Api.json(operator.get("/explanations?resourceType=team&resourceId=t1&organization=" + unknown), 200)
                .at("/items/0");
        assertThat(verdict.get("code").asText(), is("refused"));
        assertThat(verdict.get("sentence").asText(), containsString("422: /organizationId is not an organization: " + unknown));
        assertThat(verdict.at("/remedy/text").asText(), containsString("create it"));
    }

    @Test
    void anInstallationMayKeepItUntilTheOrganizationIsCreated(@OtherSettings("CARILLON_UNKNOWN_ORGANIZATION") Service keeping,
            @OtherSettings("CARILLON_UNKNOWN_ORGANIZATION") CoreProducer producer) throws Exception {
        Api api = keeping.api();
        Scenario hearing = keeping.scenario();
        Endpoint endpoint = hearing.anEndpoint().thin().instant().create();
        Rejected rejected = Rejected.in(api);
        String overHttp = changeOf(unknown, "t1");
        assertThat(Api.json(api.post("/explanations/dry-run", overHttp), 200).at("/items/0/code").asText(), is("rejected"));
        Api.json(api.post("/changes", overHttp), 202);
        producer.sendText(changeOf(unknown, "t2"));
        JsonNode overJms = rejected.await(changeOf(unknown, "t2").getBytes(UTF_8));
        aCorrectionThatIsRejectedIsKept(rejected, overJms.get("id").asText());
        await().atMost(LIMIT).until(() -> rejected.list("reason=organization-unknown").count(), is(2L));
        Api ofAnother = Tenant.keyOf(api, "organization:" + hearing.organizationId());
        Api.json(ofAnother.post("/changes", overHttp), 422);

        hearing.alsoHears(unknown);
        assertThat(rejected.awaitJob(api.post("/rejected-messages/requeue?reason=organization-unknown", "")).get("done")
                .asInt(), is(2));
        assertThat(endpoint.awaitReceived(2).stream().map(one -> one.json().get("resourceId").asText()).sorted().toList(),
                contains("t1", "t3"));
        if (keeping.process() != null) { // an application server has messages of its own
            assertThat(keeping.process().log(), not(containsString("SEVERE")));
        }
    }

    private void aCorrectionThatIsRejectedIsKept(Rejected rejected, String id) {
        Api.json(rejected.api().post("/rejected-messages/" + id + "/correct", changeOf(unknown, "t3")), 202);
        JsonNode kept = rejected.await(changeOf(unknown, "t3").getBytes(UTF_8));
        assertThat(kept.get("id").asText(), is(id));
        assertThat(kept.has("requeuedAt"), is(false));
    }

    private static String changeOf(long organization, String resourceId) {
        return Json.object("organizationId", organization, "eventType", "team.created", "resourceId", resourceId);
    }

    private static HttpResponse<String> post(Api api, String change, String key) {
        return api.send(api.request("/changes").header("Content-Type", "application/json").header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(change)));
    }

    private static List<String> flaws(HttpResponse<String> answer) {
        JsonNode problem = Api.json(answer, 422);
        assertThat(problem.get("type").asText(), containsString("invalid-value"));
        return problem.get("errors").valueStream().map(flaw -> flaw.get("pointer").asText() + " " + flaw.get("detail").asText())
                .toList();
    }
}
