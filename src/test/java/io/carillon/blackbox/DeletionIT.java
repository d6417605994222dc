package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import jakarta.jms.JMSContext;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is deleted is gone for the API, sends nothing, and can still be found in the log. */
@SharedService
class DeletionIT {

    private static final Answer LATER = new Answer(503, Map.of("Retry-After", "3600"), "");
    private static final String CONTACT = Json.object("name", "Kim Keeper", "email", "kim@example.org");

    private final Api api;

    DeletionIT(Service service) {
        api = service.api();
    }

    @Test
    void withAnApplicationEndItsEndpointsKeysEnablementsAndDeliveries(Scenario scenario) {
        String application = "/applications/" + scenario.applicationId();
        Api.json(api.put(application, Json.object("name", "Test", "contact", raw(CONTACT))), 200);
        Endpoint endpoint = pendingAt(scenario);
        Api own = Tenant.keyOf(api, "application:" + scenario.applicationId());
        Api owner = Tenant.keyOf(api, "organization:" + scenario.organizationId());

        assertThat(owner.delete(application).statusCode(), is(204));

        assertThat(own.get("/event-types").statusCode(), is(401));
        for (String gone : new String[] {application, "/endpoints/" + endpoint.id(), application + "/endpoints"}) {
            assertThat(gone, api.get(gone).statusCode(), is(404));
        }
        assertThat(api.delete(application).statusCode(), is(404));
        assertThat(owner.list("/applications").toString(), not(containsString(scenario.applicationId())));
        String enablements = "/organizations/" + scenario.organizationId() + "/applications";
        assertThat(owner.get(enablements).body(), not(containsString(scenario.applicationId())));
        assertThat(api.put(enablements + "/" + scenario.applicationId(), "").statusCode(), is(404));
        isCancelled(endpoint, owner);
        isErased(scenario.applicationId());
    }

    @Test
    void withAnOrganizationEndItsApplicationsKeysAndDeliveriesAndItMayBeginAgain(Scenario scenario, Rejected rejected,
            JMSContext jms) {
        String organization = "/organizations/" + scenario.organizationId();
        Api.json(api.put(organization, Json.object("id", scenario.organizationId(), "name", "Test", "contact", raw(CONTACT))),
                200);
        Endpoint endpoint = pendingAt(scenario);
        Api owner = Tenant.keyOf(api, "organization:" + scenario.organizationId());

        assertThat(api.delete(organization).statusCode(), is(204));

        assertThat(owner.get("/event-types").statusCode(), is(401));
        assertThat(api.get(organization).statusCode(), is(404));
        assertThat(api.get("/applications/" + scenario.applicationId()).statusCode(), is(404));
        assertThat(api.delete(organization).statusCode(), is(404));
        isCancelled(endpoint, api);
        isErased(String.valueOf(scenario.organizationId()));
        String late = scenario.aChange("team", "update", "t2");
        await().atMost(Duration.ofSeconds(30)).until(() -> scenario.tryToPost(late).statusCode() == 422);
        jms.createProducer().send(jms.createQueue("carillon.changes"), late);
        assertThat(rejected.await(late.getBytes(StandardCharsets.UTF_8)).get("reason").asText(), is("organization-unknown"));
        assertThat(api.post("/api-keys", Json.object("name", "x", "scope", "organization:" + scenario.organizationId()))
                .statusCode(), is(422));

        JsonNode again = Api.json(api.post("/organizations", Json.object("id", scenario.organizationId(), "name", "New")), 201);
        assertThat(again, is(Api.json(Json.object("id", scenario.organizationId(), "name", "New", "contact", raw("{}")))));
        assertThat(api.get(organization + "/applications").body(), not(containsString(scenario.applicationId())));
        assertThat(owner.get("/event-types").statusCode(), is(401));
    }

    @Test
    void aParentCannotBeDeleted(Scenario parent, Scenario child) {
        Api.json(api.put("/organizations/" + child.organizationId(), Json.object("id", child.organizationId(), "name", "Child",
                "parentId", parent.organizationId())), 200);
        JsonNode problem = Api.json(api.delete("/organizations/" + parent.organizationId()), 409);
        assertThat(problem.get("detail").asText(), containsString(String.valueOf(child.organizationId())));
        assertThat(api.delete("/organizations/" + child.organizationId()).statusCode(), is(204));
        assertThat(api.delete("/organizations/" + parent.organizationId()).statusCode(), is(204));
    }

    @Test
    void whatTheCatalogLostIsRejectedUntilItComesBack(Scenario scenario) {
        String type = "/resource-types/boat";
        String event = "/event-types/boat.launched";
        String matrix = Json.object("create", "notify", "update", "notify", "delete", "absent");
        String launched = Json.object("description", "Launched", "resourceType", "boat", "resourceOperation", "update");
        Api.json(api.put(type, matrix), 201);
        Api.json(api.put(event, launched), 201);
        Api.json(api.put("/resource-types/oar", Json.object("partOf", "boat", "create", "notify", "update", "notify", "delete",
                "notify")), 201);

        assertThat(api.delete(event).statusCode(), is(204));
        assertThat(api.get(event).statusCode(), is(404));
        assertThat(api.delete(event).statusCode(), is(404));
        assertThat(api.list("/event-types").toString(), not(containsString("boat.launched")));
        String change = scenario.anEvent("boat.launched", "b1", "{}");
        await().atMost(Duration.ofSeconds(10)).until(() -> scenario.tryToPost(change).statusCode() == 422);
        assertThat("its meaning is fixed", api.put(event, launched.replace("update", "create")).statusCode(), is(422));
        Api.json(api.put(event, launched), 201);
        await().atMost(Duration.ofSeconds(10)).until(() -> scenario.tryToPost(change).statusCode() == 202);

        assertThat("oar is part of it", api.delete(type).statusCode(), is(409));
        assertThat(api.delete("/resource-types/oar").statusCode(), is(204));
        assertThat(api.delete(type).statusCode(), is(204));
        assertThat(api.get("/event-types/boat.created").statusCode(), is(404));
        assertThat(api.put(event, launched).statusCode(), is(422));
        Api.json(api.put(type, matrix), 201);
        Api.json(api.get("/event-types/boat.created"), 200);
        assertThat(api.delete(type).statusCode(), is(204));
    }

    /** A delivery that waits for its next attempt. */
    private static Endpoint pendingAt(Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().retrying().answering(received -> LATER).create();
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        await().atMost(Duration.ofSeconds(30)).until(() -> endpoint.deliveries().at("/0/attempts").asInt() == 1);
        return endpoint;
    }

    private static void isCancelled(Endpoint endpoint, Api reader) {
        JsonNode delivery = Api.json(reader.get("/deliveries?endpoint=" + endpoint.id()), 200).at("/items/0");
        assertThat(delivery.get("status").asText(), is("cancelled"));
        assertThat(delivery.get("reason").asText(), is("not-enabled"));
        String id = delivery.get("id").asText();
        assertThat(Api.json(reader.get("/deliveries/" + id + "/attempts"), 200).get("items").size(), is(1));
        assertThat(reader.post("/deliveries/" + id + "/redeliver", "").statusCode(), is(409));
    }

    /** The contact of {@code object} is nowhere in the audit log, which names the deletion. */
    private void isErased(String object) {
        JsonNode entries = Api.json(api.get("/audit-log?object=" + object), 200).get("items");
        assertThat(entries.findValuesAsText("action").stream().map(action -> action.replaceAll(".*\\.", "")).toList(),
                hasItem("deleted"));
        assertThat(entries.toString(), not(containsString("Kim")));
        assertThat(entries.toString(), not(containsString("kim@")));
    }
}
