package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Event types from documents of OpenAPI and AsyncAPI: what would change, what changes, and what is refused. */
@SharedService
class EventTypeImportIT {

    private final Api api;
    private final Scenario scenario;
    /** A resource type of this test. */
    private final String boat = "b" + Scenario.aNewId().replaceAll("[^0-9a-zA-Z]", "");

    EventTypeImportIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
        Api.json(api.put("/resource-types/" + boat, "{\"create\":\"notify\",\"update\":\"notify\",\"delete\":\"absent\"}"), 201);
    }

    private String openApi(String webhooks) {
        return Json.object("openapi", "3.1.0", "info", raw("{\"title\":\"x\",\"version\":\"1\"}"), "webhooks",
                raw("{" + webhooks.replace("BOAT", boat) + "}"));
    }

    private static String webhook(String name, String more) {
        return "\"" + name + "\":{\"post\":{\"summary\":\"It is afloat\",\"requestBody\":{\"content\":{\"application/json\":"
                + "{\"schema\":{\"type\":\"object\",\"required\":[\"name\"],\"properties\":{\"name\":{\"type\":\"string\"}}}}}}"
                + more
                + "}}";
    }

    @Test
    void aDocumentIsShownAsADifferenceAndImported() {
        String document = openApi(webhook("BOAT.launched", "") + "," + webhook("BOAT.created", ""));
        JsonNode tried = Api.json(api.post("/event-types/import?dryRun=true", document), 200);
        assertThat(tried.get("dryRun").asBoolean(), is(true));
        assertThat(actions(tried), is(List.of(boat + ".created changed", boat + ".launched created")));
        assertThat(tried.at("/items/0/changed").toString(), is("[\"description\",\"schema\"]"));
        assertThat(api.get("/event-types/" + boat + ".launched").statusCode(), is(404));
        assertThat(actions(Api.json(api.post("/event-types/import", document), 200)), is(actions(tried)));
        JsonNode launched = Api.json(api.get("/event-types/" + boat + ".launched"), 200);
        assertThat(launched.get("resourceOperation").asText(), is("update"));
        assertThat(launched.get("description").asText(), is("It is afloat"));
        assertThat(launched.get("schemaVersion").asInt(), is(1));
        assertThat(launched.get("example"), is(Api.json("{\"name\":\"text\"}")));
        assertThat(Api.json(api.get("/audit-log?object=" + boat + ".launched"), 200).at("/items/0/action").asText(),
                is("event-type.created"));
        assertThat(actions(Api.json(api.post("/event-types/import", document), 200)),
                is(List.of(boat + ".created unchanged", boat + ".launched unchanged")));
    }

    @Test
    void whatIsExportedIsImportedAsItIs() {
        Api.json(api.put("/event-types/" + boat + ".moved", Json.object("description", "It was moved", "resourceType", boat,
                "resourceOperation", "update", "deprecated", true, "validate", "reject", "schema", raw("""
                {"$id":"https://example.com/boat","type":"object","properties":{"to":{"$ref":"#/$defs/place"}},
                 "$defs":{"place":{"type":"object","properties":{"in":{"$ref":"#/$defs/place"},"name":{"type":"string"}}}}}"""))),
                201);
        scenario.anEndpoint().full().create();
        scenario.anEndpoint().thin().create();
        JsonNode exported = withoutOthers(Api.json(api.get("/applications/" + scenario.applicationId() + "/asyncapi"), 200));
        JsonNode before = Api.json(api.get("/event-types/" + boat + ".moved"), 200);
        JsonNode imported = Api.json(api.post("/event-types/import", exported.toString()), 200);
        assertThat(actions(imported), is(List.of(boat + ".created unchanged", boat + ".moved unchanged",
                boat + ".updated unchanged")));
        assertThat(Api.json(api.get("/event-types/" + boat + ".moved"), 200), is(before));
    }

    @Test
    void oneThatCannotBeImportedRefusesAll() {
        String document = openApi(webhook("BOAT.kept", "") + "," + webhook("horse.bought", "") + ","
                + webhook("BOAT.sunk", ",\"x-resource-type\":\"BOAT\",\"x-resource-operation\":\"delete\"") + ","
                + webhook("BOAT.remote", "").replace("{\"type\":\"string\"}", "{\"$ref\":\"https://example.com/name\"}"));
        JsonNode problem = Api.json(api.post("/event-types/import", document), 422);
        assertThat(problem.get("errors").size(), is(3));
        assertThat(problem.findValuesAsText("pointer"), is(List.of("/webhooks/" + boat + ".remote", "/webhooks/" + boat + ".sunk",
                "/webhooks/horse.bought")));
        assertThat(problem.toString(), containsString("schema/properties/name/$ref must point into this schema"));
        assertThat(problem.toString(), containsString("add x-resource-type and x-resource-operation"));
        assertThat(api.get("/event-types/" + boat + ".kept").statusCode(), is(404));
        JsonNode tried = Api.json(api.post("/event-types/import?dryRun=true", document), 200);
        assertThat(actions(tried), is(List.of(boat + ".kept created", boat + ".remote refused", boat + ".sunk refused",
                "horse.bought refused")));
        for (String bad : List.of("{}", "{\"openapi\":\"3.0.1\",\"webhooks\":{}}")) {
            assertThat(api.post("/event-types/import", bad).statusCode(), is(422));
        }
        assertThat(api.post("/event-types/import?dryRun=maybe", document).statusCode(), is(400));
    }

    /** Other tests may change their event types meanwhile. */
    private JsonNode withoutOthers(JsonNode exported) {
        for (String messages : List.of("/channels/webhooks/messages", "/components/messages")) {
            exported.at(messages).properties().removeIf(message -> !message.getKey().startsWith(boat));
        }
        return exported;
    }

    private static List<String> actions(JsonNode imported) {
        return imported.get("items").findParents("action").stream()
                .map(one -> one.get("name").asText() + " " + one.get("action").asText()).toList();
    }
}
