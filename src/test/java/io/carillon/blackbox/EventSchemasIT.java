package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Scrape;
import io.carillon.blackbox.support.SharedService;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Schemas of event types: what they refuse, over HTTP and from the queue, and which one was valid when. */
@SharedService
class EventSchemasIT {

    private static final String SCHEMA = """
            {"type":"object","required":["name"],"properties":{"name":{"type":"string"},"size":{"type":"integer",\
            "minimum":1}}}""";
    private static final String BAD = "{\"size\":0}";
    private static final String GOOD = "{\"name\":\"Eight\",\"size\":9}";

    /** The catalog of a node is at most one second old. */
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Api api;
    private final Scenario scenario;
    private final CoreProducer producer;
    private final Rejected rejected;
    private final String name = "b" + Scenario.aNewId().replaceAll("[^0-9a-zA-Z]", "") + ".launched";
    private final String path = "/event-types/" + name;

    EventSchemasIT(Service service, Scenario scenario, CoreProducer producer, Rejected rejected) {
        this.api = service.api();
        this.scenario = scenario;
        this.producer = producer;
        this.rejected = rejected;
    }

    @Test
    void whatRejectsNamesEveryViolation() {
        Endpoint endpoint = withSchema("reject");
        assertThat(problems(scenario.anEvent(name, "b1", BAD)), containsInAnyOrder("/data/name is required",
                "/data/size must be at least 1"));
        assertThat(problems("[" + scenario.anEvent(name, "b1", GOOD) + "," + scenario.anEvent(name, "b2") + "]"),
                containsInAnyOrder("/1/data/name is required"));
        JsonNode tried = Api.json(api.post("/explanations/dry-run", scenario.anEvent(name, "b1", BAD)), 200);
        assertThat(tried.findValuesAsText("sentence").toString(), containsString("/data/size must be at least 1"));
        String bad = scenario.anEvent(name, "b1", BAD);
        producer.sendText("[" + bad + "," + scenario.anEvent(name, "good", GOOD) + "]");
        JsonNode kept = rejected.await(bad.getBytes(UTF_8));
        assertThat(kept.get("reason").asText(), is("schema-violated"));
        assertThat(kept.get("pointer").asText(), containsString("/0/data"));
        assertThat(kept.get("detail").asText(), containsString("/data/name is required"));
        assertThat(kept.get("detail").asText(), containsString("/data/size must be at least 1"));
        assertThat(endpoint.awaitReceived(1).get(0).json().get("data"), is(Api.json(GOOD)));
        Api.json(api.patch(path, "{\"validate\":\"off\"}"), 200);
        await().atMost(SOON).until(() -> scenario.tryToPost(scenario.anEvent(name, "b1", BAD)).statusCode() == 202);
        Api.json(api.post("/rejected-messages/" + kept.get("id").asText() + "/requeue", ""), 202);
        endpoint.awaitReceived(3);
    }

    @Test
    void whatWarnsIsAcceptedAndCounted(Service service) {
        Endpoint endpoint = withSchema("warn");
        scenario.post(scenario.anEvent(name, "b1", BAD));
        producer.sendText(scenario.anEvent(name, "b2", BAD));
        scenario.post(scenario.anEvent(name, "b3", GOOD));
        endpoint.awaitReceived(3);
        await().atMost(SOON).until(() -> Scrape.prometheus(service.api().root("/metrics").body())
                .value("carillon_schema_warnings_total", Map.of("event_type", name)).orElse(0.0), is(2.0));
        assertThat(codes("b1"), is(List.of("delivered")));
    }

    @Test
    void whatIsOffIsNotChecked() {
        Endpoint endpoint = withSchema("off");
        scenario.post(scenario.anEvent(name, "b1", BAD));
        assertThat(endpoint.awaitReceived(1).get(0).json().get("data"), is(Api.json(BAD)));
    }

    @Test
    void eachOtherSchemaIsAVersionThatStays() {
        Api.json(api.put(path, anEventType("schema", raw(SCHEMA))), 201);
        JsonNode first = Api.json(api.get(path), 200);
        assertThat(first.get("schema"), is(Api.json(SCHEMA)));
        assertThat(first.get("schemaVersion").asInt(), is(1));
        assertThat(first.get("validate").asText(), is("off"));
        assertThat(first.get("example"), is(Api.json("{\"name\":\"text\",\"size\":1}")));
        assertThat(Api.json(api.put(path, first.toString()), 200), is(first));
        JsonNode second = Api.json(api.patch(path, "{\"schema\":{\"properties\":{\"oars\":{\"type\":\"integer\"}}}}"), 200);
        assertThat(second.get("schemaVersion").asInt(), is(2));
        assertThat(second.get("schema").get("properties").size(), is(3));
        Api.json(api.patch(path, "{\"schema\":null}"), 200);
        JsonNode third = Api.json(api.patch(path, Json.object("schema", raw(SCHEMA))), 200);
        assertThat(third.get("schemaVersion").asInt(), is(3));
        assertThat(api.list(path + "/schemas").stream().map(one -> one.get("version").asInt()).toList(), is(List.of(3, 2, 1)));
        assertThat(api.list(path + "/schemas").stream().map(one -> one.get("current").asBoolean()).toList(),
                is(List.of(true, false, false)));
        JsonNode page = Api.json(api.get(path + "/schemas?limit=2"), 200);
        assertThat(Api.json(api.get(path + "/schemas?cursor=" + page.get("nextCursor").asText()), 200).at("/items/0/version")
                .asInt(), is(1));
        assertThat(Api.json(api.get(path + "/schemas/1"), 200).get("schema"), is(Api.json(SCHEMA)));
        for (String none : List.of("4", "0", "x", "99999999999")) {
            assertThat(api.get(path + "/schemas/" + none).statusCode(), is(404));
        }
    }

    @Test
    void whatCannotBeUsedIsRefusedWithItsPlace() {
        assertThat(problemsOf(anEventType("schema", raw("{\"items\":{\"$ref\":\"https://example.com/x\"}}"))), containsInAnyOrder(
                "/schema/items/$ref must point into this schema, such as #/$defs/name: nothing is read from elsewhere"));
        assertThat(problemsOf(anEventType("validate", "warn")),
                containsInAnyOrder("/validate must be off, because the event type has no schema"));
        assertThat(problemsOf(Json.object("description", "x", "resourceType", "team", "resourceOperation", "update", "schema",
                raw(SCHEMA), "example", raw("{\"name\":1}"))), containsInAnyOrder(
                "/example/name must be a string; send null for an example that is made of the schema"));
        assertThat(problemsOf(anEventType("schema", raw("[]"))), containsInAnyOrder("/schema must be an object"));
        assertThat(problemsOf(anEventType("validate", "maybe")).size(), is(1));
    }

    @Test
    void whatIsArchivedKeepsItsSubscribersAndGetsNoOthers() {
        Endpoint endpoint = withSchema("off");
        JsonNode archived = Api.json(api.patch(path, "{\"deprecated\":true,\"archived\":true}"), 200);
        assertThat(archived.get("deprecated").asBoolean() && archived.get("archived").asBoolean(), is(true));
        for (String pattern : List.of(name, name.replace("launched", "*"))) {
            assertThat(texts(Api.json(api.post("/applications/" + scenario.applicationId() + "/endpoints",
                    Json.object("url", "https://hooks.example.org/", "eventTypes", raw("[\"" + pattern + "\"]"))), 422)),
                    containsInAnyOrder("/eventTypes/0 matches only what is archived and gets no new subscriptions: " + name));
        }
        Api.json(api.patch("/endpoints/" + endpoint.id(), "{\"eventTypes\":[\"" + name + "\",\"score.*\"]}"), 200);
        scenario.post(scenario.anEvent(name, "b1", GOOD));
        endpoint.awaitReceived(1);
        Api.json(api.patch(path, "{\"archived\":false}"), 200);
        scenario.anEndpoint().to(name).create();
        assertThat(Api.json(api.get(path), 200).has("archived"), is(false));
    }

    @Test
    void whatAnApplicationMayGetIsDescribedForTools() {
        Endpoint endpoint = withSchema("reject");
        scenario.post(scenario.anEvent(name, "b1", GOOD));
        JsonNode body = endpoint.awaitReceived(1).get(0).json();
        Api.json(api.patch(path, "{\"archived\":true,\"deprecated\":true}"), 200);
        ObjectNode document = (ObjectNode) Api.json(api.get("/applications/" + scenario.applicationId() + "/asyncapi"), 200);
        assertThat(document.get("asyncapi").asText(), is("3.0.0"));
        assertThat(document.at("/components/messages/" + name + "/summary").asText(), is("Deprecated: x"));
        assertThat(document.at("/components/messages").has("score.updated"), is(true));
        assertThat(document.at("/components/messages").has("endpoint.failing"), is(false));
        document.put("$ref", "#/components/messages/" + name + "/payload");
        Schema payload = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(document);
        assertThat(payload.validate(body), is(List.of()));
        ((ObjectNode) body).set("data", Api.json(BAD));
        assertThat(payload.validate(body).size(), is(2));
        Api.json(api.delete("/endpoints/" + endpoint.id()), 204);
        assertThat(Api.json(api.get("/applications/" + scenario.applicationId() + "/asyncapi"), 200)
                .at("/components/messages").has(name), is(false));
    }

    private Endpoint withSchema(String validate) {
        Api.json(api.put(path, Json.object("description", "x", "resourceType", "team", "resourceOperation", "update", "schema",
                raw(SCHEMA), "validate", validate)), 201);
        await().atMost(SOON).until(() -> scenario.tryToPost(scenario.anEvent(name, "first", GOOD)).statusCode() == 202);
        String first = "/changes?resourceType=team&resourceId=first&organization=" + scenario.organizationId();
        await("not for this endpoint").until(() -> Api.json(api.get(first), 200).get("items").size(), is(1));
        return scenario.anEndpoint().full().instant().to(name).create();
    }

    private static String anEventType(String member, Object value) {
        return Json.object("description", "x", "resourceType", "team", "resourceOperation", "update", member, value);
    }

    private List<String> problems(String change) {
        return texts(Api.json(api.post("/changes", change), 422));
    }

    private List<String> problemsOf(String eventType) {
        return texts(Api.json(api.put(path, eventType), 422));
    }

    private static List<String> texts(JsonNode problem) {
        return problem.get("errors").findParents("pointer").stream()
                .map(one -> one.get("pointer").asText() + " " + one.get("detail").asText()).toList();
    }

    private List<String> codes(String resourceId) {
        return Api.json(api.get("/explanations?organization=" + scenario.organizationId() + "&resourceType=team&resourceId="
                + resourceId), 200).findValuesAsText("code");
    }
}
