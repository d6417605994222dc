package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sentences of the SportsEngine document: the matrix, parent only, enablement, and a way to ask again. */
@QuietService
class SportsEngineIT {

    private final Service service;
    private final Scenario scenario;

    SportsEngineIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @ParameterizedTest
    @CsvSource({
        "event,create,yes", "event,update,yes", "event,delete,yes",
        "affiliation,create,yes", "affiliation,update,yes", "affiliation,delete,yes",
        "profile,create,no", "profile,update,no", "profile,delete,no",
        "team,create,yes", "team,update,yes", "team,delete,yes",
        "registrationResult,create,yes", "registrationResult,update,yes", "registrationResult,delete,yes",
        "registration,create,no", "registration,update,no", "registration,delete,no",
        "organization,create,yes", "organization,update,yes", "organization,delete,yes",
        "eligibility,create,yes", "eligibility,update,yes", "eligibility,delete,n/a",
        "membership,create,yes", "membership,update,yes", "membership,delete,n/a"})
    void everyRowAndColumnOfTheMatrix(String resourceType, String operation, String expected) {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        String change = scenario.aChange(resourceType, operation, "x");
        if (expected.equals("n/a")) {
            JsonNode problem = Api.json(service.api().post("/changes", change), 422);
            assertThat(problem.at("/errors/0/pointer").asText(), is("/resourceOperation"));
            return;
        }
        scenario.post(change, scenario.aChange("team", "update", "the last"));
        String last = body("update", "the last", "team");
        await().atMost(Duration.ofSeconds(30)).until(() -> bodies(endpoint).contains(last));
        Set<String> notified = expected.equals("yes") ? Set.of(body(operation, "x", resourceType), last) : Set.of(last);
        assertThat("written together", endpoint.deliveries().size(), is(notified.size()));
        await().atMost(Duration.ofSeconds(30)).until(() -> bodies(endpoint).size() == notified.size());
        assertThat(Set.copyOf(bodies(endpoint)), is(notified));
    }

    @Test
    void anAffiliationNotifiesTheParentOnlyWithTheParentsId(Scenario parent) {
        long child = scenario.organizationId();
        Api.json(service.api().put("/organizations/" + child,
                Json.object("id", child, "name", "child", "parentId", parent.organizationId())), 200);
        Endpoint ofChild = scenario.anEndpoint().thin().instant().create();
        Endpoint ofParent = parent.anEndpoint().thin().instant().create();
        scenario.post(scenario.aChange("affiliation", "update", "a1"), scenario.aChange("team", "update", "t1"));
        assertThat(ofParent.awaitReceived(1).get(0).json().get("organizationId").asLong(), is(parent.organizationId()));
        assertThat(ofChild.awaitReceived(1).get(0).json().get("resourceType").asText(), is("team"));
        assertThat(ofChild.received(), hasSize(1));
    }

    @Test
    void anAffiliationOfAnOrganizationWithoutParentNotifiesItself() {
        Endpoint endpoint = scenario.anEndpoint().thin().coalesced().create();
        scenario.post(scenario.aChange("affiliation", "create", "a1"));
        endpoint.awaitReceived(1);
        assertThat(bodies(endpoint), is(List.of(body("create", "a1", "affiliation"))));
    }

    @Test
    void parentsMayChangeAndMustNotGoRoundInACircle(Scenario parent) {
        String child = Json.object("id", scenario.organizationId(), "name", "child", "parentId", parent.organizationId());
        Api.json(service.api().put("/organizations/" + scenario.organizationId(), child), 200);
        JsonNode problem = Api.json(service.api().put("/organizations/" + parent.organizationId(),
                Json.object("id", parent.organizationId(), "name", "parent", "parentId", scenario.organizationId())), 422);
        assertThat(problem.at("/errors/0/pointer").asText(), is("/parentId"));
        Api.json(service.api().put("/organizations/" + scenario.organizationId(),
                Json.object("id", scenario.organizationId(), "name", "child", "parentId", raw("null"))), 200);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        scenario.post(scenario.aChange("affiliation", "update", "a1"));
        assertThat(endpoint.awaitReceived(1).get(0).json().get("organizationId").asLong(), is(scenario.organizationId()));
    }

    @Test
    void theBodyHasTheFourAttributesInTheirOrderAndNothingElse() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        String resourceId = "ab9f4201-4ef4-4a02-946f-81c3399959a2";
        scenario.post(scenario.aChange("event", "create", resourceId).replaceFirst("}$", ",\"data\":{\"private\":true}}"));
        var received = endpoint.awaitReceived(1).get(0);
        assertThat(received.method(), is("POST"));
        assertThat(received.header("content-type"), is("application/json"));
        assertThat(received.body(), is(body("create", resourceId, "event")));
    }

    @Test
    void anOrganizationNamesItsContact() {
        String contact = Json.object("name", "Kim", "email", "kim@example.org", "phone", "+49 30 123");
        String path = "/organizations/" + scenario.organizationId();
        Api.json(service.api().put(path, Json.object("id", scenario.organizationId(), "name", "River Rowers", "contact",
                raw(contact))), 200);
        assertThat(Api.json(service.api().get(path), 200).get("contact"), is(Api.json(contact)));
        assertThat(service.api().list("/organizations").stream()
                .filter(listed -> listed.get("id").asLong() == scenario.organizationId())
                .map(listed -> listed.at("/contact/email").asText()).toList(), is(List.of("kim@example.org")));
    }

    @Test
    void anApplicationThatGetsNothingFindsTheContact(Scenario other) {
        String path = "/organizations/" + scenario.organizationId();
        Api.json(service.api().put(path, Json.object("id", scenario.organizationId(), "name", "River Rowers", "parentId",
                other.organizationId(), "contact", raw(Json.object("email", "kim@example.org")))), 200);
        Api notEnabled = Tenant.keyOf(service.api(), "application:" + other.applicationId());
        String found = Json.object("id", scenario.organizationId(), "name", "River Rowers", "contact",
                raw(Json.object("email", "kim@example.org")));
        assertThat(Api.json(notEnabled.get(path), 200), is(Api.json(found)));
        assertThat(notEnabled.list("/organizations"), hasItem(Api.json(found)));
    }

    @Test
    void whatIsOpenFollowsTheEnablementAtTheTick() {
        String applicationId = Api.json(service.api().post("/applications", Json.object("name", "Other")),
                201).get("id").asText();
        String enablement = "/organizations/" + scenario.organizationId() + "/applications/" + applicationId;
        String url = service.receiver().newUrl(received -> Receiver.Answer.status(200));
        Api.json(service.api().post("/applications/" + applicationId + "/endpoints", Json.object("url", url)), 201);
        Endpoint witness = scenario.anEndpoint().thin().coalesced().create();

        scenario.post(scenario.aChange("team", "update", "before"));
        witness.awaitReceived(1);
        assertThat(service.receiver().received(url), hasSize(0));
        Api.json(service.api().put(enablement, ""), 200);
        scenario.post(scenario.aChange("team", "update", "while enabled"));
        await().atMost(Duration.ofSeconds(30)).until(() -> service.receiver().received(url).size() == 1);
        assertThat(service.api().delete(enablement).statusCode(), is(204));
        scenario.post(scenario.aChange("team", "update", "after"));
        witness.awaitReceived(3);
        assertThat(service.receiver().received(url), hasSize(1));
    }

    @Test
    void whatWasSkippedWhileSwitchedOffCanBeAskedForAgain() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/disable", ""), 200);
        scenario.post(scenario.aChange("team", "update", "t1"), scenario.aChange("team", "update", "t2"));
        await().atMost(Duration.ofSeconds(30)).until(() -> endpoint.deliveries().size() == 2);
        String all = Json.object("from", "2020-01-01T00:00:00Z", "to", "2100-01-01T00:00:00Z");
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/redeliver", all), 409);
        Api.json(service.api().post("/endpoints/" + endpoint.id() + "/enable", ""), 200);
        JsonNode answer = Api.json(service.api().post("/endpoints/" + endpoint.id() + "/redeliver", all), 202);
        assertThat(answer.get("redelivered").asInt(), is(2));
        endpoint.awaitReceived(2);
    }

    @Test
    void oneDeliveryCanBeAskedForAgainUnderTheSameMessageId() {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        String id = endpoint.awaitDelivery("succeeded").get("id").asText();
        Api.json(service.api().post("/deliveries/" + id + "/redeliver", ""), 202);
        var received = endpoint.awaitReceived(2);
        assertThat(received.get(1).header("webhook-id"), is(received.get(0).header("webhook-id")));
        assertThat(received.get(1).json().at("/meta/delivery_attempt").asInt(), is(2));
    }

    @Test
    void theMatrixIsDataThatOperatorsChange() {
        JsonNode before = Api.json(service.api().get("/resource-types/milestone"), 200);
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        try {
            Api.json(service.api().put("/resource-types/milestone",
                    Json.object("create", "silent", "update", "absent", "delete", "absent")), 200);
            await().atMost(Duration.ofSeconds(10)).until(() -> {
                String probe = Scenario.aNewId();
                scenario.post(scenario.aChange("milestone", "create", probe), scenario.aChange("team", "update", probe));
                await().until(() -> bodies(endpoint).contains(body("update", probe, "team")));
                return !bodies(endpoint).contains(body("create", probe, "milestone"));
            });
        } finally {
            Api.json(service.api().put("/resource-types/milestone", Json.object("create", before.get("create").asText(),
                    "update", before.get("update").asText(), "delete", before.get("delete").asText())), 200);
        }
    }

    @Test
    void operatorsAddTypesOfTheirOwn() {
        String type = "venue" + scenario.organizationId();
        String path = "/resource-types/" + type;
        String matrix = Json.object("create", "notify", "update", "silent", "delete", "absent");
        Api.json(service.api().put(path, matrix), 201);
        Api.json(service.api().put(path, matrix), 200);
        assertThat(Api.json(service.api().get("/event-types/" + type + ".created"), 200).get("resourceOperation").asText(),
                is("create"));
        Api.json(service.api().put("/event-types/" + type + ".opened", """
                {"description":"Doors open","resourceType":"%s","resourceOperation":"create","example":{"doors":2.50}}"""
                .formatted(type)), 201);
        assertThat(Api.json(service.api().get("/event-types/" + type + ".opened"), 200).at("/example/doors").asText(), is("2.5"));

        Endpoint endpoint = scenario.anEndpoint().full().instant().to(type + ".*").create();
        await().atMost(Duration.ofSeconds(10)).until(() ->
                service.api().post("/changes", scenario.aChange(type, "create", "v1")).statusCode() == 202);
        scenario.post(scenario.anEvent(type + ".opened", "v2", Json.object("doors", 3)));
        assertThat(endpoint.awaitReceived(2).stream().map(received -> received.json().get("type").asText()).sorted().toList(),
                is(List.of(type + ".created", type + ".opened")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "/resource-types/9lives | {'create':'notify','update':'notify','delete':'notify'} | /name",
        "/resource-types/x | {'create':'loud','update':'notify','delete':'notify'} | /create",
        "/resource-types/x | {'create':'notify','update':'notify','delete':'notify','partOf':'roster'} | /partOf",
        "/resource-types/x | {'create':'notify','update':'notify'} | /delete",
        "/event-types/nodot | {'description':'d','resourceType':'team','resourceOperation':'update'} | /name",
        "/event-types/x.y | {'description':'d','resourceType':'nothing','resourceOperation':'update'} | /resourceType",
        "/event-types/x.y | {'description':'d','resourceType':'membership','resourceOperation':'delete'} | /resourceOperation",
        "/event-types/team.updated | {'description':'d','resourceType':'event','resourceOperation':'update'} | /resourceType",
        "/event-types/x.y | {'description':'d','resourceType':'team','resourceOperation':'update',"
                + "'example':{'a':[1e400]}} | /example/a/0",
        "/event-types/x.y | {'description':'d','resourceType':'team','resourceOperation':'update','example':[]} | /example"})
    void aTypeThatMakesNoSenseIsRefused(String path, String body, String pointer) {
        JsonNode problem = Api.json(service.api().put(path, body.replace('\'', '"')), 422);
        assertThat(problem.at("/errors/0/pointer").asText(), is(pointer));
    }

    private static List<String> bodies(Endpoint endpoint) {
        return endpoint.received().stream().map(Receiver.Received::body).toList();
    }

    private String body(String operation, String resourceId, String resourceType) {
        return Json.object("organizationId", scenario.organizationId(), "resourceOperation", operation, "resourceId",
                resourceId, "resourceType", resourceType);
    }
}
