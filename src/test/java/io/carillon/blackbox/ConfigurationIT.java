package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code /configuration}: what a service exports is the same in any other that imports it. */
@SharedService
class ConfigurationIT {

    private Api api;
    private Tenant tenant;
    private String own;

    @BeforeEach
    void open(Service service, Tenant aTenant) {
        api = service.api();
        tenant = aTenant;
        own = "/configuration?organization=" + tenant.organization;
    }

    @Test
    void anotherServiceHasTheSameAfterwards() {
        String type = "t" + UUID.randomUUID().toString().substring(0, 8);
        Api.json(api.put("/resource-types/" + type,
                Json.object("create", "silent", "update", "notify", "delete", "absent")), 201);
        Api.json(api.put("/event-types/" + type + ".praised", Json.object("description", "It was praised", "resourceType", type,
                "resourceOperation", "update", "example", raw("{\"by\":\"all\"}"))), 201);
        long child = tenant.organization - 3_000_000_000_000L;
        Api.json(api.post("/organizations", Json.object("id", child, "name", "Child", "parentId", tenant.organization,
                "contact", raw(Json.object("email", "child@example.org")))), 201);
        ObjectNode document = export(own);
        ObjectNode whole = export("/configuration");
        document.set("organizations", whole.get("organizations").deepCopy());
        ((ObjectNode) document.get("organizations")).retain(String.valueOf(child), String.valueOf(tenant.organization));
        document.putObject("resourceTypes").set(type, whole.at("/resourceTypes/" + type));
        ((ObjectNode) document.putObject("eventTypes")).setAll(Map.of(
                type + ".praised", whole.at("/eventTypes/" + type + ".praised"),
                type + ".updated", whole.at("/eventTypes/" + type + ".updated")));

        try (CarillonProcess fresh = new CarillonProcess(CarillonProcess.aNewFolder(), Map.of()).start()) {
            assertThat(changesOf(run(fresh.api(), document, false)).size(), is(9));
            assertThat(export(fresh.api(), own), is(export(own)));
            assertThat(export(fresh.api(), "/configuration").get("organizations"), is(document.get("organizations")));
            assertThat(export(fresh.api(), "/configuration").at("/eventTypes/" + type + ".praised"),
                    is(whole.at("/eventTypes/" + type + ".praised")));
            assertThat(changesOf(run(fresh.api(), document, false)), is(List.of()));
            assertThat(changesOf(run(fresh.api(), export(fresh.api(), "/configuration"), false)), is(List.of()));
        }
    }

    @Test
    void theSameAgainWritesNothing() {
        JsonNode before = Api.json(api.get("/endpoints/" + tenant.endpoint), 200);
        int entries = auditEntries();
        ObjectNode document = export(own);
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        ((ObjectNode) document.at("/organizations/" + tenant.organization)).remove("id");
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        assertThat(Api.json(api.get("/endpoints/" + tenant.endpoint), 200), is(before));
        assertThat(auditEntries(), is(entries));
    }

    @Test
    void whatAPersonWroteWithoutDefaultsIsTheSameToo() {
        String type = "t" + UUID.randomUUID().toString().substring(0, 8);
        ObjectNode document = (ObjectNode) Api.json("{}");
        document.putObject("resourceTypes").putObject(type).put("create", "silent").put("update", "notify")
                .put("delete", "absent");
        document.putObject("eventTypes").putObject(type + ".praised").put("description", "It was praised")
                .put("resourceType", type).put("resourceOperation", "update")
                .putObject("schema").put("type", "object").putObject("properties").putObject("by").put("type", "string");
        document.putObject("endpoints").putObject(tenant.application).putObject(tenant.endpoint)
                .put("url", "http://localhost:9999/").putObject("filter").putObject("data").put("by", "all");
        assertThat(changesOf(run(api, document, false)), is(List.of("create resource-type " + type,
                "create event-type " + type + ".praised", "change endpoint " + tenant.endpoint)));
        assertThat(changesOf(run(api, document, false)), is(List.of()));
    }

    @Test
    void aDryRunAnswersWhatTheImportWillDo() {
        ObjectNode document = export(own);
        endpoint(document).put("description", "of the tests").remove("format");
        String added = "ep_" + UUID.randomUUID().toString().replace("-", "");
        ((ObjectNode) document.at("/endpoints/" + tenant.application)).putObject(added).put("url", "http://localhost:9999/new");
        ObjectNode present = export(own);
        int entries = auditEntries();

        JsonNode dry = run(api, document, true);
        assertThat(dry.get("dryRun").asBoolean(), is(true));
        assertThat(changesOf(dry), containsInAnyOrder("create endpoint " + added, "change endpoint " + tenant.endpoint));
        JsonNode change = dry.get("changes").get(0).get("id").asText().equals(added) ? dry.get("changes").get(1)
                : dry.get("changes").get(0);
        assertThat(change.get("before"), is(Api.json("{\"format\":\"full\"}")));
        assertThat(change.get("after"), is(Api.json("{\"format\":\"thin\",\"description\":\"of the tests\"}")));
        assertThat(export(own), is(present));
        assertThat(auditEntries(), is(entries));

        assertThat(run(api, document, false).get("changes"), is(dry.get("changes")));
        assertThat(Api.json(api.get("/endpoints/" + tenant.endpoint), 200).get("description").asText(), is("of the tests"));
        assertThat(auditEntries(), is(entries + 1));
        assertThat(Api.json(api.get("/audit-log?object=" + added), 200).at("/items/0/action").asText(), is("endpoint.created"));
        assertThat(Api.json(tenant.organizationKey.get("/audit-log?object=" + added), 200).get("items").size(), is(1));
    }

    @Test
    void anIdempotencyKeyDoesNotChangeWhatItDoes() {
        ObjectNode document = export(own);
        endpoint(document).put("description", "sent with a key");
        for (String dryRun : List.of("true", "false")) {
            for (int i = 0; i < 2; i++) {
                JsonNode answer = Api.json(api.send(api.request("/configuration/import?dryRun=" + dryRun)
                        .header("Content-Type", "application/json").header("Idempotency-Key", tenant.application + dryRun)
                        .POST(BodyPublishers.ofString(document.toString()))), 200);
                assertThat(changesOf(answer), is(List.of("change endpoint " + tenant.endpoint)));
            }
            assertThat(export(own).toString().contains("sent with a key"), is(dryRun.equals("false")));
        }
    }

    @Test
    void everyFlawHasItsPlaceAndNothingIsWritten() {
        ObjectNode document = export(own);
        ((ObjectNode) document.at("/applications/" + tenant.application)).put("name", "Renamed");
        endpoint(document).put("url", "ftp://example.org/").put("secret", "whsec_0123456789");
        ((ObjectNode) document.at("/endpoints/" + tenant.application)).putObject("ep_mine").put("url", "http://localhost:9999/");
        document.putObject("organizations").putObject("17").put("id", 18).put("name", "Another");
        document.putObject("eventTypes").putObject("none.such").put("description", "x").put("resourceType", "none")
                .put("resourceOperation", "update");
        document.with("enablements").putArray("none").add(tenant.application);
        JsonNode problem = Api.json(api.post("/configuration/import", document.toString()), 422);
        List<String> pointers = new ArrayList<>();
        problem.get("errors").forEach(error -> pointers.add(error.get("pointer").asText()));
        String endpoints = "/endpoints/" + tenant.application;
        assertThat(problem.toString(), pointers, containsInAnyOrder("/eventTypes/none.such/resourceType", "/organizations/17/id",
                "/enablements/none/0", endpoints + "/" + tenant.endpoint + "/secret", endpoints + "/ep_mine"));
        assertThat(Api.json(api.get("/applications/" + tenant.application), 200).get("name").asText(), is("Tenant"));

        endpoint(document).remove(List.of("url", "secret"));
        assertThat(Api.json(api.post("/configuration/import", document.toString()), 422).findValuesAsText("pointer"),
                hasItem(endpoints + "/" + tenant.endpoint + "/url"));
        endpoint(document).put("uri", "http://localhost:9/");
        assertThat(Api.json(api.post("/configuration/import", document.toString()), 400).at("/errors/0/pointer").asText(),
                is(endpoints + "/" + tenant.endpoint + "/uri"));
    }

    @Test
    void aMaskedHeaderKeepsItsValueAndANewEndpointNeedsIt() {
        String endpoint = "/endpoints/" + tenant.endpoint;
        Api.json(api.patch(endpoint, Json.object("headers", raw(Json.object("X-Token", "t0ken")))), 200);
        ObjectNode document = export(own);
        assertThat(document.toString(), not(containsString("t0ken")));
        endpoint(document).put("description", "masked");
        run(api, document, false);
        JsonNode after = Api.json(api.get(endpoint), 200);
        assertThat(Api.json(api.get(endpoint + "/headers"), 200).at("/headers/X-Token").asText(), is("t0ken"));

        endpoint(document).with("headers").put("X-Token", "t0ken");
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        assertThat(Api.json(api.get(endpoint), 200), is(after));
        endpoint(document).with("headers").put("X-Token", "another");
        JsonNode changed = run(api, document, false);
        assertThat(changesOf(changed), is(List.of("change endpoint " + tenant.endpoint)));
        assertThat(changed.toString(), not(containsString("another")));
        assertThat(Api.json(api.get(endpoint + "/headers"), 200).at("/headers/X-Token").asText(), is("another"));

        ObjectNode copy = endpoint(export(own)).deepCopy();
        document.with("endpoints").with(tenant.application).set("ep_" + "0".repeat(31) + "f", copy);
        assertThat(Api.json(api.post("/configuration/import", document.toString()), 422).at("/errors/0/pointer").asText(),
                is("/endpoints/" + tenant.application + "/ep_" + "0".repeat(31) + "f/headers/X-Token"));
    }

    @Test
    void aNewEndpointMayBringItsSecretAndKeepsIt() {
        String id = "ep_" + UUID.randomUUID().toString().replace("-", "");
        ObjectNode document = (ObjectNode) Api.json("{}");
        ObjectNode endpoint = document.putObject("endpoints").putObject(tenant.application).putObject(id);
        endpoint.put("url", "http://localhost:9999/").put("secret", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD");
        JsonNode created = run(api, document, false);
        assertThat(changesOf(created), is(List.of("create endpoint " + id)));
        assertThat(created.toString(), not(containsString("C2FVsBQIhrscChlQIMV")));
        assertThat(Api.json(api.get("/endpoints/" + id + "/secret"), 200).get("secret"), is(endpoint.get("secret")));
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        endpoint.put("secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(Api.json(api.post("/configuration/import", document.toString()), 422).at("/errors/0/pointer").asText(),
                is("/endpoints/" + tenant.application + "/" + id + "/secret"));
    }

    @Test
    void whatOpensAReceiverIsMaskedToo() {
        String endpoint = "/endpoints/" + tenant.endpoint;
        Api.json(api.patch(endpoint, Json.object("authentication",
                raw(Json.object("type", "basic", "username", "carillon", "password", "sesam")))), 200);
        JsonNode before = Api.json(api.get(endpoint), 200);
        ObjectNode document = export(own);
        assertThat(document.toString(), not(containsString("sesam")));
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        endpoint(document).with("authentication").put("password", "sesam");
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        assertThat(Api.json(api.get(endpoint), 200), is(before));
        endpoint(document).with("authentication").put("password", "open");
        JsonNode changed = run(api, document, false);
        assertThat(changesOf(changed), is(List.of("change endpoint " + tenant.endpoint)));
        assertThat(changed.toString(), not(containsString("open")));
    }

    @Test
    void theFormOfRequestsIsInTheDocument() {
        String endpoint = "/endpoints/" + tenant.endpoint;
        Api.json(api.patch(endpoint, Json.object("method", "put", "headerPrefix", "svix-", "signatureHeader",
                raw(Json.object("name", "X-Sign", "value", "{hex}", "signed", "{body}")))), 200);
        JsonNode before = Api.json(api.get(endpoint), 200);
        ObjectNode document = export(own);
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        endpoint(document).remove(List.of("method", "headerPrefix", "signatureHeader"));
        assertThat(changesOf(run(api, document, false)), is(List.of("change endpoint " + tenant.endpoint)));
        assertThat(Api.json(api.get(endpoint), 200).has("signatureHeader"), is(false));
        endpoint(document).put("method", "put").put("headerPrefix", "svix-")
                .set("signatureHeader", before.get("signatureHeader"));
        run(api, document, false);
        JsonNode after = Api.json(api.get(endpoint), 200);
        for (String member : List.of("method", "headerPrefix", "signatureHeader")) {
            assertThat(after.get(member), is(before.get(member)));
        }
    }

    @Test
    void statusAndContactAreLeftAloneUnlessTheDocumentHasThem() {
        String organization = "/organizations/" + tenant.organization;
        Api.json(api.patch(organization, Json.object("contact", raw(Json.object("email", "ask@example.org")))), 200);
        ObjectNode document = export(own);
        ((ObjectNode) document.at("/organizations/" + tenant.organization)).remove("contact");
        endpoint(document).remove("status");
        Api.json(api.post("/endpoints/" + tenant.endpoint + "/disable", ""), 200);
        assertThat(changesOf(run(api, document, false)), is(List.of()));
        assertThat(Api.json(api.get(organization), 200).at("/contact/email").asText(), is("ask@example.org"));
        endpoint(document).put("status", "active");
        assertThat(changesOf(run(api, document, false)), is(List.of("change endpoint " + tenant.endpoint)));
        assertThat(Api.json(api.get("/endpoints/" + tenant.endpoint), 200).get("status").asText(), is("active"));
        ((ObjectNode) document.at("/organizations/" + tenant.organization)).putObject("contact");
        assertThat(changesOf(run(api, document, false)), is(List.of("change organization " + tenant.organization)));
        assertThat(Api.json(api.get(organization), 200).at("/contact/email").isMissingNode(), is(true));
    }

    private ObjectNode export(String path) {
        return export(api, path);
    }

    private static ObjectNode export(Api of, String path) {
        return (ObjectNode) Api.json(of.get(path), 200);
    }

    private ObjectNode endpoint(ObjectNode document) {
        return (ObjectNode) document.at("/endpoints/" + tenant.application + "/" + tenant.endpoint);
    }

    private static JsonNode run(Api of, ObjectNode document, boolean dry) {
        return Api.json(of.post("/configuration/import" + (dry ? "?dryRun=true" : ""), document.toString()), 200);
    }

    private static List<String> changesOf(JsonNode answer) {
        List<String> changes = new ArrayList<>();
        answer.get("changes").forEach(change -> changes.add(change.get("action").asText() + " " + change.get("kind").asText()
                + " " + change.get("id").asText()));
        return changes;
    }

    private int auditEntries() {
        return api.list("/audit-log?object=" + tenant.endpoint).size();
    }
}
