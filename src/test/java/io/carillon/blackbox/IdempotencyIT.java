package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A write that is sent twice with the same {@code Idempotency-Key} has one effect and one answer. */
@SharedService
class IdempotencyIT {

    private final Api api;
    private final Scenario scenario;

    IdempotencyIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
    }

    @Test
    void everyMethodAnswersTheSameAgain() {
        String key = Scenario.aNewId();
        String name = Json.object("name", "Once");
        HttpResponse<String> created = send(api, "POST", "/applications", name, key);
        assertThat(created.statusCode(), is(201));
        String path = "/applications/" + Api.json(created, 201).get("id").asText();
        assertSame(created, send(api, "POST", "/applications", " {\"name\" : \"Once\"}\n", "\"" + key + "\""));
        assertThat(created.headers().firstValue("Location").orElse(""), containsString(path));
        for (String method : List.of("PUT", "PATCH", "DELETE")) {
            String again = Scenario.aNewId();
            HttpResponse<String> first = send(api, method, path, method.equals("DELETE") ? "" : name, again);
            assertThat(first.body(), first.statusCode(), is(method.equals("DELETE") ? 204 : 200));
            assertSame(first, send(api, method, path, method.equals("DELETE") ? "" : name, again));
        }
        assertThat(api.get(path).statusCode(), is(404));
        assertThat(send(api, "DELETE", path, "", Scenario.aNewId()).statusCode(), is(404));
    }

    private static void assertSame(HttpResponse<String> first, HttpResponse<String> second) {
        assertThat(second.body(), second.statusCode(), is(first.statusCode()));
        assertThat(second.body(), is(first.body()));
        for (String header : List.of("Location", "Content-Type", "ETag")) {
            assertThat(second.headers().allValues(header), is(first.headers().allValues(header)));
        }
        assertThat(first.headers().firstValue("Idempotent-Replayed").isPresent(), is(false));
        assertThat(second.headers().firstValue("Idempotent-Replayed").orElse(""), is("true"));
    }

    @Test
    void aSecretThatIsShownOnceIsShownAgain() {
        String key = Scenario.aNewId();
        String request = Json.object("name", "Once", "scope", "producer", "expiresAt", Instant.now().plusSeconds(60));
        JsonNode first = Api.json(send(api, "POST", "/api-keys", request, key), 201);
        assertThat(first.get("key").asText(), startsWith("ck_"));
        assertThat(Api.json(send(api, "POST", "/api-keys", request, key), 201), is(first));
    }

    @Test
    void operationsOfSeveralTransactionsHaveOneEffectToo() {
        var endpoint = scenario.anEndpoint().thin().instant().create();
        String sample = Json.object("eventType", "team.updated");
        String key = Scenario.aNewId();
        HttpResponse<String> first = send(api, "POST", "/endpoints/" + endpoint.id() + "/samples", sample, key);
        assertSame(first, send(api, "POST", "/endpoints/" + endpoint.id() + "/samples", sample, key));
        assertThat(endpoint.received().size(), is(1));
        String enablement = "/organizations/" + scenario.organizationId() + "/applications/" + scenario.applicationId();
        String again = Scenario.aNewId();
        assertThat(send(api, "DELETE", enablement, "", again).statusCode(), is(204));
        api.put(enablement, "");
        assertThat(send(api, "DELETE", enablement, "", again).statusCode(), is(204));
        assertThat(api.get("/organizations/" + scenario.organizationId() + "/applications").body(),
                containsString(scenario.applicationId()));
    }

    @Test
    void aKeyBelongsToOneRequestOfItsCaller(Tenant tenant) {
        String key = Scenario.aNewId();
        Api.json(send(api, "POST", "/applications", Json.object("name", "One"), key), 201);
        for (HttpResponse<String> other : List.of(send(api, "POST", "/applications", Json.object("name", "Two"), key),
                send(api, "PUT", "/applications/" + scenario.applicationId(), Json.object("name", "One"), key),
                send(api, "DELETE", "/applications/" + scenario.applicationId(), "", key))) {
            assertThat(Api.json(other, 422).get("type").asText(), containsString("idempotency-key-reused"));
        }
        Api.json(send(tenant.organizationKey, "POST", "/applications", Json.object("name", "Two"), key), 201);
    }

    @Test
    void whatFailedDoesNotUseUpTheKey() {
        String key = Scenario.aNewId();
        Api.json(send(api, "POST", "/applications", "{}", key), 422);
        String organization = Json.object("id", scenario.organizationId(), "name", "x");
        Api.json(send(api, "POST", "/organizations", organization, key), 409);
        Api.json(send(api, "DELETE", "/endpoints/ep_none", "", key), 404);
        Api.json(send(api, "POST", "/applications", Json.object("name", "One"), key), 201);
    }

    @Test
    void ofManyAtOnceOneHasAnEffect() {
        long organization = Scenario.aNewOrganizationId();
        String body = Json.object("id", organization, "name", "One");
        String key = Scenario.aNewId();
        List<CompletableFuture<HttpResponse<String>>> all = IntStream.range(0, 16).mapToObj(i ->
                CompletableFuture.supplyAsync(() -> send(api, "POST", "/organizations", body, key))).toList();
        List<Integer> answers = new ArrayList<>(all.stream().map(CompletableFuture::join).map(HttpResponse::statusCode).toList());
        answers.forEach(status -> assertThat(status, anyOf(is(201), is(409))));
        assertThat(answers.contains(201), is(true));
        Api.json(send(api, "POST", "/organizations", body, key), 201);
        assertThat(Stream.of(api.get("/audit-log?object=" + organization + "&action=organization.created"))
                .map(log -> Api.json(log, 200).get("items").size()).toList(), is(List.of(1)));
    }

    @Test
    void aCollisionInTheDatabaseIsNotStored() {
        for (int round = 0; round < 5; round++) {
            String body = Json.object("id", Scenario.aNewOrganizationId(), "name", "One");
            List<String> keys = Stream.generate(Scenario::aNewId).limit(4).toList();
            List<Integer> answers = keys.stream().map(key -> CompletableFuture.supplyAsync(() ->
                    send(api, "POST", "/organizations", body, key).statusCode())).toList().stream()
                    .map(CompletableFuture::join).toList();
            assertThat(answers.toString(), answers.stream().filter(status -> status == 201).count(), is(1L));
            assertThat(answers.toString(), answers.stream().filter(status -> status == 409).count(), is(3L));
            keys.forEach(key -> {
                int again = send(api, "POST", "/organizations", body, key).statusCode();
                assertThat(again, is(answers.get(keys.indexOf(key))));
            });
        }
    }

    private static HttpResponse<String> send(Api api, String method, String path, String body, String key) {
        return api.send(api.request(path).header("Content-Type", "application/json").header("Idempotency-Key", key)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
