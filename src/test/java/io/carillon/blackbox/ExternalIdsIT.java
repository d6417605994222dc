package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Csv;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and metadata of the owners' own: callers who know only these find, read and change their objects, and no one else's. */
@SharedService
class ExternalIdsIT {

    private final String word = Scenario.aNewId();
    private Api operator;
    private Tenant tenant;
    private Tenant other;

    @BeforeEach
    void open(Service service, Tenant aTenant, Tenant anotherTenant) {
        operator = service.api();
        tenant = aTenant;
        other = anotherTenant;
        for (String path : List.of("/applications/" + tenant.application, "/endpoints/" + tenant.endpoint)) {
            Api.json(operator.patch(path, Json.object("externalId", word, "metadata",
                    raw("{\"tier\":\"gold\",\"say\":\"\\\"tier\\\":\\\"silver\\\" 100%_!\"}"))), 200);
        }
    }

    /** Each operation of the table on an application or endpoint answers the external id as it answers the id. */
    @TestFactory
    List<DynamicTest> everyPathTakesTheExternalIdInPlaceOfTheId() {
        return TenantsTable.ROWS.lines().map(line -> line.split(" +"))
                .filter(row -> row[1].startsWith("/applications/{") || row[1].startsWith("/endpoints/{"))
                .filter(row -> !row[1].endsWith("/jwks") && !row[0].equals("DELETE"))
                .map(row -> DynamicTest.dynamicTest(row[0] + " " + row[1], () -> compare(row[0], row[1]))).toList();
    }

    private void compare(String method, String template) {
        String byId = template.replaceFirst("\\{\\w+}", template.startsWith("/endpoints") ? tenant.endpoint : tenant.application);
        String byExternalId = template.replaceFirst("\\{\\w+}", "ext:" + word);
        String expected = shape(send(tenant.organizationKey, method, template, byId));
        assertThat(shape(send(tenant.organizationKey, method, template, byExternalId)), is(expected));
        assertThat(send(other.organizationKey, method, template, byExternalId).statusCode(),
                is(send(other.organizationKey, method, template, byId).statusCode()));
    }

    private HttpResponse<String> send(Api caller, String method, String template, String path) {
        return caller.send(caller.request(path).header("Content-Type", "application/json")
                .method(method, TenantsIT.body(tenant, method, template)));
    }

    /** The status, and of what is only read the body apart from times. */
    private static String shape(HttpResponse<String> answer) {
        return answer.statusCode() + (answer.request().method().equals("GET")
                ? answer.body().replaceAll("\"[0-9]{4}-[0-9]{2}-[0-9]{2}T[^\"]*\"", "time") : "");
    }

    @Test
    void aCallerWhoKnowsOnlyItsOwnIdsReadsAndChanges() {
        for (Api caller : List.of(operator, tenant.organizationKey, tenant.applicationKey)) {
            assertThat(Api.json(caller.get("/applications/ext:" + word), 200).get("id").asText(), is(tenant.application));
            assertThat(Api.json(caller.get("/endpoints/ext:" + word), 200).get("id").asText(), is(tenant.endpoint));
        }
        for (Api caller : List.of(other.organizationKey, other.applicationKey, tenant.siblingKey)) {
            assertThat(caller.get("/applications/ext:" + word).statusCode(), is(404));
            assertThat(caller.get("/endpoints/ext:" + word).statusCode(), is(404));
            assertThat(caller.delete("/endpoints/ext:" + word).statusCode(), is(404));
        }
        HttpResponse<String> shown = tenant.organizationKey.get("/endpoints/ext:" + word);
        String tag = shown.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> changed = tenant.organizationKey.send(tenant.organizationKey.request("/endpoints/ext:" + word)
                .header("Content-Type", "application/json").header("If-Match", tag)
                .PUT(BodyPublishers.ofString(shown.body().replace("\"gold\"", "\"blue\""))));
        assertThat(Api.json(changed, 200).at("/metadata/tier").asText(), is("blue"));
        assertThat(tenant.organizationKey.send(tenant.organizationKey.request("/endpoints/ext:" + word)
                .header("Content-Type", "application/json").header("If-Match", tag)
                .PUT(BodyPublishers.ofString(shown.body()))).statusCode(), is(412));
        assertThat(tenant.organizationKey.delete("/endpoints/ext:" + word).statusCode(), is(204));
        assertThat(tenant.organizationKey.get("/endpoints/ext:" + word).statusCode(), is(404));
        assertThat("an id is free once its endpoint is gone", created(Json.object("url", "http://127.0.0.1:19999/",
                "externalId", word)).statusCode(), is(201));
    }

    private HttpResponse<String> created(String endpoint) {
        return tenant.applicationKey.post("/applications/" + tenant.application + "/endpoints", endpoint);
    }

    @Test
    void anExternalIdIsUniqueUnderItsParentOnly() {
        HttpResponse<String> second = created(Json.object("url", "http://127.0.0.1:19999/", "externalId", word));
        assertThat(second.body(), second.statusCode(), is(409));
        assertThat(second.body(), containsString(tenant.endpoint));
        HttpResponse<String> application = tenant.organizationKey.post("/applications",
                Json.object("name", "Second", "externalId", word));
        assertThat(application.body(), application.statusCode(), is(409));
        assertThat(application.body(), containsString(tenant.application));
        assertThat(operator.patch("/applications/" + tenant.spareApplication, Json.object("externalId", word)).statusCode(),
                is(409));

        Api.json(operator.patch("/applications/" + other.application, Json.object("externalId", word)), 200);
        Api.json(operator.patch("/endpoints/" + other.endpoint, Json.object("externalId", word)), 200);
        assertThat(Api.json(tenant.organizationKey.get("/applications/ext:" + word), 200).get("id").asText(),
                is(tenant.application));
        assertThat(operator.get("/applications/ext:" + word).statusCode(), is(409));
        assertThat(operator.get("/endpoints/ext:" + word).statusCode(), is(409));
        assertThat(operator.list("/applications?externalId=" + word).size(), is(2));
        assertThat(operator.list("/endpoints?externalId=" + word + "&application=" + other.application).size(), is(1));

        Api.json(operator.post("/applications", Json.object("name", "Free", "externalId", word)), 201);
        assertThat(operator.post("/applications", Json.object("name", "Free", "externalId", word)).statusCode(), is(409));
    }

    @Test
    void listsFilterByExternalIdAndMetadata() {
        for (String list : List.of("/applications", "/endpoints")) {
            String id = list.equals("/endpoints") ? tenant.endpoint : tenant.application;
            for (String filter : List.of("externalId=" + word, "metadata=tier:gold",
                    "metadata=say:%22tier%22:%22silver%22%20100%25_!")) {
                assertThat(filter, ids(tenant.organizationKey.list(list + "?" + filter)), is(List.of(id)));
            }
            for (String filter : List.of("externalId=" + word.substring(1), "metadata=tier:silver", "metadata=tier:gol",
                    "metadata=ier:gold", "metadata=say:%22tier%22:%22silver%22%20100%25__")) {
                assertThat(filter, ids(tenant.organizationKey.list(list + "?" + filter)), is(List.of()));
            }
            assertThat(tenant.organizationKey.get(list + "?metadata=gold").statusCode(), is(400));
            assertThat(tenant.organizationKey.get(list + "?metadata=%C3%A9:gold").statusCode(), is(400));
        }
        HttpResponse<String> file = tenant.organizationKey.send(tenant.organizationKey.request("/endpoints?externalId=" + word)
                .header("Accept", "text/csv").GET());
        assertThat(Csv.read(file.body()).get(0).get("metadata"), startsWith("{\"say\":"));
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.get("id").asText()).toList();
    }

    @Test
    void metadataFollowTheMergePatch() {
        String path = "/applications/" + tenant.application;
        JsonNode merged = Api.json(operator.patch(path, "{\"metadata\":{\"say\":null,\"size\":\"9\"}}"), 200);
        assertThat(merged.get("metadata").toString(), is("{\"size\":\"9\",\"tier\":\"gold\"}"));
        assertThat(Api.json(operator.patch(path, "{\"name\":\"Other\"}"), 200).get("metadata"), is(merged.get("metadata")));
        assertThat("PUT needs what is there", operator.put(path, Json.object("name", "Other")).statusCode(), is(422));
        JsonNode without = Api.json(operator.patch(path, "{\"metadata\":null,\"externalId\":null}"), 200);
        assertThat(Stream.of("metadata", "externalId").anyMatch(without::has), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'externalId':'a b'}", "{'externalId':''}", "{'externalId':'a/b'}", "{'metadata':{'a b':'1'}}",
        "{'metadata':{'':'1'}}", "{'metadata':{'a':1}}", "{'metadata':[]}", "{'metadata':{'a':{'b':'c'}}}"})
    void whatCannotBeUsedIsRefused(String members) {
        for (String path : List.of("/applications/" + tenant.application, "/endpoints/" + tenant.endpoint)) {
            HttpResponse<String> answer = operator.patch(path, members.replace('\'', '"'));
            assertThat(answer.body(), answer.statusCode() == 400 || answer.statusCode() == 422, is(true));
        }
    }

    @Test
    void metadataAreBounded() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 21; i++) {
            many.append(i == 0 ? "" : ",").append("\"m").append(i).append("\":\"x\"");
        }
        String path = "/applications/" + tenant.application;
        JsonNode problem = Api.json(operator.patch(path, "{\"metadata\":{" + many + "}}"), 422);
        assertThat(problem.toString(), containsString("must have at most 20 elements"));
        problem = Api.json(operator.patch(path, Json.object("metadata", raw(Json.object("long", "x".repeat(501))))), 422);
        assertThat(problem.at("/errors/0/pointer").asText(), is("/metadata/long"));
        String escaped = "\u0001".repeat(500);
        assertThat(Api.json(operator.patch(path, Json.object("metadata", raw(Json.object("long", escaped)))), 200)
                .at("/metadata/long").asText(), is(escaped));
    }

    @Test
    void theSearchFindsAnExternalIdForItsOwners() {
        for (Api caller : List.of(operator, tenant.organizationKey, tenant.applicationKey)) {
            List<String> kinds = Api.json(caller.get("/search?q=" + word), 200).findValuesAsText("kind");
            assertThat(kinds, is(List.of("application", "endpoint")));
        }
        for (Api caller : List.of(other.organizationKey, other.applicationKey, tenant.siblingKey)) {
            assertThat(Api.json(caller.get("/search?q=" + word), 200).findValuesAsText("kind"), is(List.of()));
        }
    }

    @Test
    void theConfigurationHasThem() {
        String own = "/configuration?organization=" + tenant.organization;
        JsonNode document = Api.json(operator.get(own), 200);
        assertThat(document.at("/applications/" + tenant.application + "/externalId").asText(), is(word));
        assertThat(document.at("/endpoints/" + tenant.application + "/" + tenant.endpoint + "/metadata/tier").asText(),
                is("gold"));
        assertThat(Api.json(operator.post("/configuration/import", document.toString()), 200).get("changes").size(), is(0));
        JsonNode changed = Api.json(operator.post("/configuration/import", document.toString().replace("\"gold\"", "\"blue\"")),
                200);
        assertThat(changed.get("changes").size(), is(2));
        HttpResponse<String> twice = operator.post("/configuration/import", Json.object("applications", raw(Json.object(
                tenant.spareApplication, raw(Json.object("name", "Tenant", "ownerOrganizationId", tenant.organization,
                        "externalId", word))))));
        assertThat(twice.body(), twice.statusCode(), is(422));
        assertThat(twice.body(), containsString(tenant.application));
    }
}
