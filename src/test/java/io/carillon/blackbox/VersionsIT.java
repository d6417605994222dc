package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each object has a version; an edit that is meant for another one is refused and not lost. */
@SharedService
class VersionsIT {

    private final Api api;
    private final Scenario scenario;
    private Map<String, String> objects;

    VersionsIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
    }

    /** An object of each kind, with a patch that changes it. */
    @BeforeEach
    void create() {
        String key = Api.json(api.post("/api-keys", Json.object("name", "v", "scope", "producer", "expiresAt",
                Instant.now().plusSeconds(600))), 201).get("id").asText();
        String type = "v" + Scenario.aNewId();
        Api.json(api.put("/resource-types/" + type, Json.object("create", "silent", "update", "silent", "delete", "absent")),
                201);
        objects = Map.of("/organizations/" + scenario.organizationId(), "{'name':'%s'}",
                "/applications/" + scenario.applicationId(), "{'name':'%s'}",
                "/endpoints/" + scenario.anEndpoint().full().instant().create().id(), "{'description':'%s'}",
                "/event-types/" + type + ".created", "{'description':'%s'}",
                "/resource-types/" + type, "{'delete':'%s'}",
                "/api-keys/" + key, "{'name':'%s'}");
    }

    /** The catalog is shared. */
    @AfterEach
    void deleteTheType() {
        objects.keySet().stream().filter(path -> path.startsWith("/resource-types")).forEach(api::delete);
    }

    private static String edit(String path, String patch, int number) {
        String word = path.startsWith("/resource-types") ? List.of("silent", "notify", "notify-parent").get(number)
                : "edit " + number;
        return patch.formatted(word).replace('\'', '"');
    }

    @Test
    void anEditOfAnotherVersionIsRefusedWithThePresentTag() {
        objects.forEach((path, patch) -> {
            String first = tag(api.get(path));
            HttpResponse<String> edited = send("PATCH", path, edit(path, patch, 0), "If-Match", first);
            assertThat(edited.body(), edited.statusCode(), is(200));
            String second = tag(edited);
            assertThat(second, is(not(first)));
            assertThat(tag(api.get(path)), is(second));
            for (String method : List.of("PATCH", "PUT", "DELETE")) {
                HttpResponse<String> late = send(method, path, edit(path, patch, 1), "If-Match", first);
                assertThat(late.body(), late.statusCode(), is(412));
                assertThat(late.body(), containsString("precondition-failed"));
                assertThat(tag(late), is(second));
            }
            assertThat(tag(api.get(path)), is(second));
            assertThat(send("PATCH", path, edit(path, patch, 1), "If-Match", "\"x\", " + second).statusCode(), is(200));
            assertThat(send("PATCH", path, edit(path, patch, 2), "If-Match", "*").statusCode(), is(200));
            assertThat(send("PATCH", path, "{}", "If-None-Match", "*").statusCode(), is(412));
            assertThat(send("PATCH", path, "{}", "If-Match", "x").statusCode(), is(400));
        });
    }

    @Test
    void aWholeObjectCanBePutBackWithItsTag() {
        objects.forEach((path, patch) -> {
            HttpResponse<String> read = api.get(path);
            HttpResponse<String> put = send("PUT", path, read.body(), "If-Match", tag(read));
            assertThat(put.body(), put.statusCode(), is(200));
            assertThat(send("PUT", path, read.body(), "If-Match", "\"x\"").statusCode(), is(412));
        });
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        objects.forEach((path, patch) -> {
            String tag = tag(api.get(path));
            HttpResponse<String> same = send("GET", path, "", "If-None-Match", "W/" + tag);
            assertThat(same.statusCode(), is(304));
            assertThat(same.body(), is(""));
            assertThat(tag(same), is(tag));
            Api.json(api.patch(path, edit(path, patch, 0)), 200);
            assertThat(send("GET", path, "", "If-None-Match", tag).statusCode(), is(200));
        });
    }

    @Test
    void twoParallelEditsOfOneVersionGiveOne200AndOne412() {
        objects.forEach((path, patch) -> {
            for (int round = 0; round < 5; round++) {
                String tag = tag(api.get(path));
                String now = api.get(path).body();
                List<String> edits = Stream.of(0, 1, 2).map(number -> edit(path, patch, number))
                        .filter(edit -> !now.contains(edit.substring(1, edit.length() - 1))).limit(2).toList();
                List<CompletableFuture<Integer>> both = edits.stream().map(edit -> CompletableFuture.supplyAsync(() ->
                        send("PATCH", path, edit, "If-Match", tag).statusCode())).toList();
                assertThat(path, both.stream().map(CompletableFuture::join).toList(), containsInAnyOrder(200, 412));
            }
        });
    }

    @Test
    void anEndpointThatFailsMeanwhileCanStillBeEdited() {
        var endpoint = scenario.anEndpoint().full().instant().answering(received -> Receiver.Answer.status(500)).create();
        String path = "/endpoints/" + endpoint.id();
        String before = tag(api.get(path));
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        endpoint.awaitDelivery("failed");
        assertThat(tag(api.get(path)), is(not(before)));
        assertThat(send("GET", path, "", "If-None-Match", before).statusCode(), is(200));
        assertThat(send("PATCH", path, "{\"description\":\"mended\"}", "If-Match", before).statusCode(), is(200));
    }

    @Test
    void whatDoesNotExistHasNoVersion(Tenant other) {
        String type = "/event-types/" + Scenario.aNewId() + ".x";
        String body = Json.object("description", "x", "resourceType", "event", "resourceOperation", "update");
        assertThat(send("PUT", type, body, "If-Match", "*").statusCode(), is(412));
        assertThat(api.get(type).statusCode(), is(404));
        assertThat(other.organizationKey.send(other.organizationKey.request("/applications/" + scenario.applicationId())
                .header("If-Match", "\"x\"").header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{}"))).statusCode(), is(404));
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow(() -> new AssertionError("no ETag: " + answer.body()));
    }

    private HttpResponse<String> send(String method, String path, String body, String header, String value) {
        return api.send(api.request(path).header("Content-Type", "application/json").header(header, value)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }
}
