package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.Receiver.Received;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Event types for some applications only: those without their flags neither see, select nor get them. */
@QuietService
class FlagsIT {

    private final String type = "f" + Scenario.aNewId().replaceAll("[^0-9a-zA-Z]", "");
    private final String open = type + ".opened";
    private final String hidden = type + ".hidden";
    private final String beta = type + "-beta";
    private final String early = type + "-early";
    private final Api api;
    private final Scenario scenario;
    private Api application;
    private Api organization;

    FlagsIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
    }

    @BeforeEach
    void anEventTypeWithFlagsAndOneWithout() {
        application = Tenant.keyOf(api, "application:" + scenario.applicationId());
        organization = Tenant.keyOf(api, "organization:" + scenario.organizationId());
        Api.json(api.put("/resource-types/" + type,
                Json.object("create", "notify", "update", "notify", "delete", "notify")), 201);
        write(open);
        Api.json(write(hidden, beta, early), 201);
        assertThat("not even in the first second", sees(organization, hidden), is(false));
        await("the node's catalog").until(() -> api.get("/event-types/" + hidden + "/subscribers").statusCode() == 200);
    }

    private HttpResponse<String> write(String name, String... flags) {
        return api.put("/event-types/" + name, Json.object("description", "x", "resourceType", type, "resourceOperation",
                "update", "flags", List.of(flags)));
    }

    private void give(String... flags) {
        Api.json(api.patch("/applications/" + scenario.applicationId(), Json.object("flags", List.of(flags))), 200);
    }

    private static boolean sees(Api caller, String name) {
        return names(caller).contains(name);
    }

    private static List<String> names(Api caller) {
        return caller.list("/event-types").stream().map(item -> item.get("name").asText()).toList();
    }

    @Test
    void whoLacksOneOfTheFlagsSeesNothingOfTheEventType() {
        Endpoint endpoint = scenario.anEndpoint().full().to(type + ".*").create();
        for (String flag : List.of("none", beta)) {
            give(flag);
            for (Api caller : List.of(application, organization)) {
                assertThat(names(caller), not(hasItem(hidden)));
                for (String path : List.of("", "/schemas", "/subscribers")) {
                    assertThat(caller.get("/event-types/" + hidden + path).statusCode(), is(404));
                }
            }
            assertThat(asyncApi(), not(containsString(hidden)));
            JsonNode unknown = Api.json(application.post("/endpoints/" + endpoint.id() + "/samples",
                    Json.object("eventType", hidden)), 422);
            assertThat(unknown.toString(), containsString("is not an event type of the catalog: " + hidden));
            assertThat(application.post("/endpoints/" + endpoint.id() + "/filter-checks", "{\"filter\":{\"eventType\":\"x\"},"
                    + "\"change\":" + Json.object("eventType", hidden) + "}").statusCode(), is(422));
            for (Api caller : List.of(api, application)) {
                JsonNode refused = Api.json(caller.patch("/endpoints/" + endpoint.id(),
                        Json.object("eventTypes", List.of(hidden))), 422);
                assertThat(refused.toString(), containsString("matches no event type of the catalog: " + hidden));
            }
            assertThat(subscribers(), is(empty()));
        }
        assertThat("operators see it", sees(api, hidden), is(true));
    }

    private String asyncApi() {
        return application.get("/applications/" + scenario.applicationId() + "/asyncapi").body();
    }

    private List<String> subscribers() {
        return api.list("/event-types/" + hidden + "/subscribers").stream().map(one -> one.get("endpointId").asText()).toList();
    }

    @Test
    void whoHasThemAllSeesSelectsAndGetsIt() {
        give(early, beta, "more");
        assertThat(sees(application, hidden), is(true));
        assertThat(sees(organization, hidden), is(true));
        assertThat(Api.json(application.get("/event-types/" + hidden), 200).get("flags").toString(), is(Json.array(beta, early)));
        assertThat(asyncApi(), containsString(hidden));
        Endpoint byName = scenario.anEndpoint().full().instant().to(hidden).create();
        Endpoint byPrefix = scenario.anEndpoint().full().coalesced().to(type + ".*").create();
        assertThat(byName.sample(hidden).get("status").asInt(), is(200));
        byName.take();
        assertThat(subscribers(), contains(byName.id(), byPrefix.id()));
        assertThat(Api.json(application.get("/event-types/" + hidden + "/subscribers"), 200).get("count").asInt(), is(2));
        scenario.post(scenario.anEvent(hidden, "1", "{}"));
        assertThat(events(byName.awaitReceived(1)), contains(hidden));
        assertThat(events(byPrefix.awaitReceived(1)), contains(hidden));
    }

    private static List<String> events(List<Received> received) {
        return received.stream().map(one -> one.json().get("type").asText()).toList();
    }

    /** The open event, which comes after the hidden one, shows that nothing is still on its way. */
    @Test
    void patternsDoNotMatchItAndASelectionWaitsForTheFlags() {
        give(beta, early);
        Endpoint instant = scenario.anEndpoint().full().instant().to(hidden, open).create();
        Endpoint coalesced = scenario.anEndpoint().full().coalesced().to("*").create();
        give(beta);
        scenario.post(scenario.anEvent(hidden, "1", "{}"));
        scenario.post(scenario.anEvent(open, "1", "{}"));
        assertThat(events(instant.awaitReceived(1)), contains(open));
        assertThat(events(coalesced.awaitReceived(1)), contains(open));
        assertThat(coalesced.received().get(0).json().at("/meta/changes").asInt(), is(1));
        assertThat("the selection stays", Api.json(application.patch("/endpoints/" + instant.id(),
                Json.object("description", "still")), 200).get("eventTypes").toString(), containsString(hidden));

        String question = "/explanations?organization=" + scenario.organizationId() + "&resourceType=" + type
                + "&resourceId=1";
        JsonNode lacking = verdict(api, question);
        assertThat(lacking.get("sentence").asText(),
                is("The application lacked flags that " + hidden + " needs: " + early + "."));
        assertThat(lacking.at("/remedy/body/flags").toString(), is(Json.array(beta, early)));
        assertThat(verdict(organization, question).has("remedy"), is(false));
        assertThat("an application learns nothing of it", application.get(question).body(), not(containsString(hidden)));
        String dry = scenario.anEvent(hidden, "2", "{}");
        assertThat(Api.json(api.post("/explanations/dry-run", dry), 200).findValuesAsText("code"),
                contains("lacks-flags", "lacks-flags"));
        assertThat(application.post("/explanations/dry-run", dry).body(), containsString("is not an event type"));

        give(beta, early);
        scenario.post(scenario.anEvent(hidden, "3", "{}"));
        assertThat(events(instant.awaitReceived(2)), contains(open, hidden));
        assertThat(events(coalesced.awaitReceived(2)), contains(open, hidden));
        assertThat("the past stays", verdict(api, question).get("code").asText(), is("lacks-flags"));
    }

    /** The first verdict about flags that the answer to {@code question} has. */
    private static JsonNode verdict(Api caller, String question) {
        JsonNode items = Api.json(caller.get(question), 200).get("items");
        return StreamSupport.stream(items.spliterator(), false).filter(one -> one.get("code").asText().equals("lacks-flags"))
                .findFirst().orElseThrow(() -> new AssertionError(items));
    }

    @Test
    void onlyOperatorsSetFlags() {
        give(beta);
        String path = "/applications/" + scenario.applicationId();
        JsonNode shown = Api.json(organization.get(path), 200);
        assertThat(shown.get("flags").toString(), is(Json.array(beta)));
        JsonNode refused = Api.json(organization.patch(path, Json.object("flags", List.of(beta, early))), 422);
        assertThat(refused.at("/errors/0/pointer").asText(), is("/flags"));
        Api.json(organization.put(path, shown.toString()), 200);
        Api.json(organization.patch(path, "{\"name\":\"Renamed\"}"), 200);
        assertThat(Api.json(organization.get(path), 200).get("flags").toString(), is(Json.array(beta)));
        Api.json(organization.post("/applications", Json.object("name", "Own", "flags", List.of(beta))), 422);
        Api.json(api.patch(path, "{\"flags\":[\"a b\"]}"), 422);
        assertThat(Api.json(api.patch(path, "{\"flags\":null}"), 200).has("flags"), is(false));
    }

    @Test
    void theConfigurationHasThem() {
        give(early, beta);
        JsonNode document = Api.json(api.get("/configuration"), 200);
        assertThat(document.at("/eventTypes/" + hidden + "/flags").toString(), is(Json.array(beta, early)));
        assertThat(document.at("/applications/" + scenario.applicationId() + "/flags").toString(), is(Json.array(beta, early)));
        JsonNode again = Api.json(api.post("/configuration/import?dryRun=true", document.toString()), 200);
        assertThat(again.get("changes").size(), is(0));
        assertThat(document.at("/eventTypes/" + open).has("flags"), is(false));
    }
}
