package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a key may do within its scope: each operation with the capability that it needs alone, and with all others. */
@SharedService
class CapabilitiesIT {

    private static final List<String> ALL = List.of("view", "report", "operate", "secrets", "manage");

    /** The operations that need other capabilities than {@code view} for a GET and {@code manage} for a write. */
    private static final Map<String, String> NEEDED = """
            GET /me                                  none
            POST /changes                            report
            POST /broadcasts                         report
            POST /broadcasts/{id}/stop               operate
            POST /explanations/dry-run               view
            POST /endpoints/{id}/filter-checks       view
            POST /sources/{id}/dry-run               view
            GET /endpoints/{id}/secret               secrets
            GET /endpoints/{id}/headers              secrets
            POST /endpoints/{id}/secret/rotate       secrets
            POST /endpoints/{id}/secret/end-overlap  secrets
            POST /endpoints/{id}/signing-key/rotate  secrets
            POST /endpoints/{id}/signing-key/end-overlap secrets
            POST /endpoints/{id}/enable              operate
            POST /endpoints/{id}/disable             operate
            POST /endpoints/{id}/samples             operate
            POST /url-checks                         operate
            POST /endpoints/{id}/redeliver           operate
            POST /deliveries/{id}/redeliver          operate
            POST /redeliveries                       operate
            POST /redeliveries/{id}/stop             operate
            POST /rejected-messages/requeue          operate
            POST /rejected-messages/{id}/requeue     operate
            POST /rejected-messages/{id}/correct     report,operate
            POST /rejected-messages/jobs/{id}/stop   operate
            """.lines().map(line -> line.split(" +")).collect(Collectors.toMap(row -> row[0] + " " + row[1], row -> row[2]));

    @TestFactory
    List<DynamicTest> everyOperationNeedsItsCapability(Service service, Tenant tenant) {
        Map<String, Api> alone = new TreeMap<>();
        Map<String, Api> others = new TreeMap<>();
        for (String one : ALL) {
            alone.put(one, aKey(service.api(), "operator", List.of(one)));
            others.put(one, aKey(service.api(), "operator", ALL.stream().filter(other -> !other.equals(one)).toList()));
        }
        List<DynamicTest> tests = new ArrayList<>();
        Stream<String[]> operations = TenantsTable.ROWS.lines().map(line -> line.split(" +"));
        operations.filter(row -> !TenantsTable.WITHOUT_KEY.contains(row[1])).forEach(row -> {
            String operation = row[0] + " " + row[1];
            String needed = NEEDED.getOrDefault(operation, row[0].equals("GET") ? "view" : "manage");
            if (needed.equals("none")) {
                ALL.forEach(one -> tests.add(DynamicTest.dynamicTest(operation + " with " + one,
                        () -> assertThat(send(tenant, alone.get(one), row).statusCode(), is(200)))));
            } else {
                List<String> all = List.of(needed.split(","));
                tests.add(DynamicTest.dynamicTest(operation + " with " + needed + " alone", () -> {
                    Api sufficient = alone.computeIfAbsent(needed, any -> aKey(service.api(), "operator", all));
                    assertThat(send(tenant, sufficient, row).statusCode(), not(is(403)));
                }));
                all.forEach(one -> tests.add(DynamicTest.dynamicTest(operation + " without " + one,
                        () -> assertThat(Api.json(send(tenant, others.get(one), row), 403).get("detail").asText(),
                                containsString("needs the capability " + String.join(", ", all))))));
            }
        });
        return tests;
    }

    private static HttpResponse<String> send(Tenant tenant, Api key, String[] row) {
        return key.send(key.request(TenantsIT.path(tenant, row[0], row[1])).header("Content-Type", "application/json")
                .method(row[0], TenantsIT.body(tenant, row[0], row[1])));
    }

    @Test
    void onlyAKeyThatMaySeeSecretsGetsSignatures(Tenant tenant) {
        String request = "/deliveries/" + tenant.delivery + "/request";
        Api reader = aKey(tenant.organizationKey, "application:" + tenant.application, List.of("view"));
        JsonNode seen = Api.json(reader.get(request), 200);
        assertThat(seen.get("signed").asBoolean(), is(false));
        assertThat(seen.toString(), not(containsString("v1,")));
        assertThat(seen.toString(), not(containsString("sha256=")));
        assertThat(Api.json(reader.get(request + "?attempt=next"), 200).toString(), not(containsString("v1,")));
        Api owner = aKey(tenant.organizationKey, "application:" + tenant.application, List.of("view", "secrets", "operate"));
        assertThat(Api.json(owner.get(request), 200).get("signed").asBoolean(), is(true));

        Api desk = aKey(tenant.organizationKey, "application:" + tenant.application, List.of("operate"));
        String samples = "/endpoints/" + tenant.endpoint + "/samples";
        String sample = Json.object("eventType", "team.updated");
        assertThat(Api.json(owner.post(samples, sample), 200).get("request").toString(), containsString("v1,"));
        JsonNode shown = Api.json(desk.post(samples, sample), 200);
        assertThat(shown.get("outcome").asText(), is("succeeded"));
        assertThat(shown.get("request").toString(), not(containsString("v1,")));
    }

    @Test
    void capabilitiesChangeAtOnceButNotForTheKeyItself(Tenant tenant) {
        JsonNode made = Api.json(tenant.applicationKey.post("/api-keys", Json.object("name", "x",
                "scope", "application:" + tenant.application)), 201);
        assertThat(made.get("capabilities").toString(), is(Json.array("view", "operate", "secrets", "manage")));
        Api key = tenant.applicationKey.withKey(made.get("key").asText());
        String path = "/api-keys/" + made.get("id").asText();
        Api.json(key.get("/endpoints/" + tenant.endpoint + "/secret"), 200);
        String less = Json.object("capabilities", List.of("view", "manage"));
        assertThat(Api.json(key.patch(path, less), 409).get("detail").asText(), containsString("from itself"));
        JsonNode narrowed = Api.json(tenant.applicationKey.patch(path, less), 200);
        assertThat(narrowed.get("capabilities").toString(), is(Json.array("view", "manage")));
        assertThat(key.get("/endpoints/" + tenant.endpoint + "/secret").statusCode(), is(403));
        assertThat(Api.json(key.get("/me"), 200).get("capabilities"), is(narrowed.get("capabilities")));
        assertThat(Api.json(key.put(path, narrowed.toString()), 200), is(narrowed));
        Api.json(key.patch(path, Json.object("capabilities", List.of("view", "manage", "secrets"))), 422);
        Api.json(tenant.applicationKey.patch(path, "{\"capabilities\":null}"), 200);
        assertThat(key.get("/endpoints/" + tenant.endpoint + "/secret").statusCode(), is(200));
    }

    @Test
    void aKeyGivesWhatItHas(Tenant tenant) {
        Api maker = aKey(tenant.organizationKey, "organization:" + tenant.organization, List.of("view", "manage"));
        JsonNode made = Api.json(maker.post("/api-keys", Json.object("name", "x",
                "scope", "application:" + tenant.application)), 201);
        assertThat(made.get("capabilities").toString(), is(Json.array("view", "manage")));
        JsonNode problem = Api.json(maker.post("/api-keys", Json.object("name", "x",
                "scope", "organization:" + tenant.organization, "capabilities", List.of("view", "secrets"))), 422);
        assertThat(problem.at("/errors/0/pointer").asText(), is("/capabilities"));
        String whole = "/api-keys/" + Api.json(tenant.organizationKey.post("/api-keys", Json.object("name", "x",
                "scope", "application:" + tenant.application, "expiresAt", "2100-01-01T00:00:00Z")), 201).get("id").asText();
        Api.json(maker.patch(whole, "{\"name\":\"y\",\"expiresAt\":\"2099-01-01T00:00:00Z\"}"), 200);
        Api.json(maker.patch(whole, "{\"expiresAt\":null}"), 422);
        Api.json(maker.patch(whole, Json.object("expiresAt", "2100-01-01T00:00:00Z", "capabilities", List.of("view"))), 200);
    }

    @Test
    void anOperatorKeyThatCannotMakeKeysIsNotTheLastOne(Service service) {
        JsonNode made = Api.json(service.api().post("/api-keys", Json.object("name", "scraper", "scope", "operator",
                "capabilities", List.of("view"))), 201);
        service.api().list("/api-keys").stream().filter(key -> key.get("scope").asText().equals("operator")
                && key.get("capabilities").toString().contains("manage") && !key.get("id").asText().equals("key_operator"))
                .forEach(key -> service.api().delete("/api-keys/" + key.get("id").asText()));
        for (String loss : List.of("{\"expiresAt\":\"2100-01-01T00:00:00Z\"}", "{\"capabilities\":[\"view\"]}")) {
            Api.json(service.api().patch("/api-keys/key_operator", loss), 409);
        }
        assertThat(service.api().delete("/api-keys/key_operator").statusCode(), is(409));
        assertThat(service.api().delete("/api-keys/" + made.get("id").asText()).statusCode(), is(204));
    }

    private static Api aKey(Api maker, String scope, List<String> capabilities) {
        return maker.withKey(Api.json(maker.post("/api-keys", Json.object("name", "test", "scope", scope,
                "capabilities", capabilities)), 201).get("key").asText());
    }
}
