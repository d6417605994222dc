package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input gets a problem document that says what is wrong and where, and nothing of it is taken. */
@SharedService
class ErrorsIT {

    private final Service service;
    private final Scenario scenario;

    ErrorsIT(Service service, Scenario scenario) {
        this.service = service;
        this.scenario = scenario;
    }

    @Test
    void oneBadChangeRefusesTheBatchAndNothingOfItIsQueued() {
        var endpoint = scenario.anEndpoint().thin().instant().create();
        HttpResponse<String> answer = service.api().post("/changes", "[" + scenario.aChange("team", "update", "good") + ","
                + scenario.aChange("horse", "update", "bad") + "]");
        JsonNode problem = problem(answer, 422, "invalid-value");
        assertThat(problem.at("/errors/0/pointer").asText(), is("/1/resourceType"));
        scenario.post(scenario.aChange("team", "update", "later"));
        assertThat(endpoint.awaitReceived(1).get(0).json().get("resourceId").asText(), is("later"));
    }

    @Test
    void anIdempotencyKeyBelongsToOneRequest() {
        var endpoint = scenario.anEndpoint().thin().instant().create();
        String key = Scenario.aNewId();
        JsonNode first = Api.json(post(scenario.aChange("team", "update", "first"), key), 202);
        assertThat(Api.json(post(" " + scenario.aChange("team", "update", "first") + "\n", "\"" + key + "\""), 202), is(first));
        problem(post(scenario.aChange("team", "update", "other"), key), 422, "idempotency-key-reused");
        problem(post("[" + scenario.aChange("team", "update", "first") + "," + scenario.aChange("team", "update", "other") + "]",
                key), 422, "idempotency-key-reused");
        assertThat(Api.json(post(scenario.aChange("team", "update", "last"), Scenario.aNewId()), 202).get("ids"),
                is(not(first.get("ids"))));
        assertThat(endpoint.awaitReceived(2).stream().map(one -> one.json().get("resourceId").asText()).toList(),
                containsInAnyOrder("first", "last"));
    }

    @Test
    void aRefusedRequestDoesNotUseUpItsKey() {
        String key = Scenario.aNewId();
        problem(post(scenario.aChange("horse", "update", "h1"), key), 422, "invalid-value");
        Api.json(post(scenario.aChange("team", "update", "t1"), key), 202);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\"", "a,b", "\"a"})
    void anEmptyOrMalformedIdempotencyKeyIsRefused(String key) {
        problem(post(scenario.aChange("team", "update", "t1"), key), 400, "invalid-parameter");
        problem(service.api().send(service.api().request("/applications").header("Content-Type", "application/json")
                .header("Idempotency-Key", key).POST(BodyPublishers.ofString("{\"name\":\"x\"}"))), 400, "invalid-parameter");
        problem(service.api().send(service.api().request("/changes").header("Content-Type", "application/json")
                .header("Idempotency-Key", "a").header("Idempotency-Key", "b")
                .POST(BodyPublishers.ofString(scenario.aChange("team", "update", "t1")))), 400, "invalid-parameter");
    }

    private HttpResponse<String> post(String changes, String key) {
        return service.api().send(service.api().request("/changes").header("Content-Type", "application/json")
                .header("Idempotency-Key", key).POST(BodyPublishers.ofString(changes)));
    }

    @Test
    void integersAndTimesAreReadAsTheirStandardsSay() {
        String change = scenario.aChange("team", "update", "t1");
        String id = String.valueOf(scenario.organizationId());
        Api.json(service.api().post("/changes", change.replace(id, id + ".0")), 202);
        problem(service.api().post("/changes", change.replace(id, id + ".5")), 422, "invalid-value");
        for (String time : new String[] {"1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "2026-01-01T10:30Z"}) {
            String dated = change.replaceFirst("\\{", "{\"occurredAt\":\"" + time + "\",");
            JsonNode problem = problem(service.api().post("/changes", dated), 422, "invalid-value");
            assertThat(problem.at("/errors/0/pointer").asText(), is("/occurredAt"));
        }
    }

    @Test
    void moreThanAThousandChangesAreRefused() {
        String changes = IntStream.range(0, 1_001).mapToObj(i -> scenario.aChange("team", "update", "t" + i))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(problem(service.api().post("/changes", changes), 400, "malformed-body").toString(), containsString("1000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "{\"a\":1,\"a\":2}", "{} {}", "[[[[", "\u0000", "<change/>"})
    void whatIsNotADocumentOfChangesIsRefused(String body) {
        problem(service.api().post("/changes", body), 400, "malformed-body");
    }

    @Test
    void anUnpairedSurrogateIsRejectedWithItsPointerAnywhere() {
        refused("{\"a\":[1,\"\\ud800\"]}", "s1", "/0/data/a/1");
        HttpResponse<String> name = service.api().post("/changes", scenario.anEvent("score.updated", "s1", "{\"x\\udc00y\":1}"));
        assertThat(problem(name, 400, "malformed-body").toString(), containsString("a member name has an unpaired surrogate"));
        refused("{}", "s\\ud83d", "/0/resourceId");
        String application = Api.json(service.api().post("/applications", "{\"name\":\"x\"}"), 201).get("id").asText();
        JsonNode problem = problem(service.api().post("/applications/" + application + "/endpoints",
                "{\"url\":\"https://example.com/\\ud800\"}"), 422, "invalid-value");
        assertThat(problem.at("/errors/0/pointer").asText(), is("/url"));
    }

    private void refused(String data, String resourceId, String pointer) {
        String changes = """
                [{"organizationId":%d,"eventType":"score.updated","resourceId":"%s","data":%s}]"""
                .formatted(scenario.organizationId(), resourceId, data);
        JsonNode problem = problem(service.api().post("/changes", changes), 422, "invalid-value");
        assertThat(problem.at("/errors/0/pointer").asText(), is(pointer));
    }

    @Test
    void aBodyOverOneMebibyteIsRefusedChunkedToo() {
        String large = " ".repeat(1 << 20) + scenario.aChange("team", "update", "t1");
        problem(service.api().post("/changes", large), 413, "body-too-large");
        HttpResponse<String> chunked = service.api().send(service.api().request("/changes")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large.getBytes()))));
        problem(chunked, 413, "body-too-large");
    }

    @Test
    void withoutAValidKeyNothingIsRevealed() {
        problem(service.api().withKey(null).get("/organizations"), 401, "unauthenticated");
        HttpResponse<String> wrong = service.api().withKey("ck_wrong").get("/organizations/1");
        problem(wrong, 401, "unauthenticated");
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElse(""), is("Bearer"));
    }

    @Test
    void pathsMethodsAndMediaTypesThatDoNotExist() {
        problem(service.api().get("/nothing"), 404, "not-found");
        problem(service.api().get("/organizations/4711471147"), 404, "not-found");
        problem(service.api().get("/organizations/abc"), 404, "not-found");
        problem(service.api().get("/endpoints/ep_x"), 404, "not-found");
        HttpResponse<String> wrongMethod = service.api().delete("/changes");
        problem(wrongMethod, 405, "method-not-allowed");
        assertThat(wrongMethod.headers().firstValue("Allow").orElse(""), containsString("POST"));
        problem(service.api().send(service.api().request("/changes").header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("x"))), 415, "unsupported-media-type");
    }

    @Test
    void anEndpointThatCannotBeIsRefusedWithEveryReason() {
        String application = Api.json(service.api().post("/applications", "{\"name\":\"x\"}"), 201).get("id").asText();
        JsonNode problem = problem(service.api().post("/applications/" + application + "/endpoints", """
                {"url":"https://10.0.0.1/","eventTypes":["score.updated","horse.*"],"headers":{"Host":"x","A b":"y"}}"""),
                422, "invalid-value");
        assertThat(problem.findValuesAsText("pointer"), hasItem("/url"));
        assertThat(problem.findValuesAsText("pointer"), hasItem("/eventTypes/1"));
        assertThat(problem.findValuesAsText("pointer"), hasItem("/headers/Host"));
        assertThat(problem.findValuesAsText("pointer"), hasItem("/headers/A b"));
    }

    @Test
    void parentsMustNotFormACircle() {
        long child = service.scenario().organizationId();
        long parent = scenario.organizationId();
        Api.json(service.api().put("/organizations/" + child,
                "{\"id\":%d,\"name\":\"child\",\"parentId\":%d}".formatted(child, parent)), 200);
        JsonNode problem = problem(service.api().put("/organizations/" + parent,
                "{\"id\":%d,\"name\":\"parent\",\"parentId\":%d}".formatted(parent, child)), 422, "invalid-value");
        assertThat(problem.at("/errors/0/pointer").asText(), is("/parentId"));
    }

    @Test
    void theServerDoesNotNameItself() {
        HttpResponse<String> answer = service.api().get("/event-types");
        assertThat(answer.headers().firstValue("Server").isEmpty(), is(true));
        assertThat(answer.headers().firstValue("X-Powered-By").isEmpty(), is(true));
    }

    private static JsonNode problem(HttpResponse<String> answer, int status, String type) {
        assertThat(answer.body(), answer.statusCode(), is(status));
        assertThat(answer.headers().firstValue("Content-Type").orElse(""), startsWith("application/problem+json"));
        JsonNode problem = Api.json(answer.body());
        assertThat(problem.get("type").asText(), is("https://carillon.io/problems/" + type));
        assertThat(problem.get("status").asInt(), is(status));
        return problem;
    }
}
