package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The lists of organizations, applications, enablements and endpoints, by what one looks for; and how an endpoint fares. */
@SharedService
class ListsIT {

    private final Api api;
    private final Scenario scenario;

    ListsIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
    }

    @Test
    void endpointsAreFoundAcrossApplications(Tenant other) {
        String word = Scenario.aNewId();
        String active = scenario.anEndpoint().full().instant().with("description", "\"100% of " + word + "\"").create().id();
        String inactive = scenario.anEndpoint().thin().with("description", "\"" + word.toUpperCase(Locale.ROOT) + "\"").create()
                .id();
        Api.json(api.post("/endpoints/" + inactive + "/disable", ""), 200);
        assertThat(ids("/endpoints?q=" + word), contains(active, inactive));
        assertThat(ids("/endpoints?q=100%25+of+" + word), contains(active));
        assertThat(ids("/endpoints?q=1%25+of+" + word), is(List.of()));
        assertThat(ids("/endpoints?status=inactive&q=" + word), contains(inactive));
        assertThat(ids("/endpoints?application=" + scenario.applicationId()), contains(active, inactive));
        assertThat(ids("/endpoints?organization=" + scenario.organizationId() + "&status=active"), contains(active));
        assertThat(ids("/endpoints?standing=failing&application=" + scenario.applicationId()), is(List.of()));
        assertThat(ids("/endpoints?standing=new&application=" + scenario.applicationId()), contains(active, inactive));
        assertThat(ids("/endpoints?standing=proven&application=" + other.application), contains(other.endpoint));
        assertThat(ids(other.organizationKey, "/endpoints?q=" + word), is(List.of()));
        assertThat(ids(other.applicationKey, "/endpoints?application=" + scenario.applicationId()), is(List.of()));
        assertThat(ids(other.organizationKey, "/endpoints"), contains(other.endpoint));
        assertThat(ids("/endpoints?limit=1&application=" + scenario.applicationId()), contains(active));
        assertThat(api.delete("/endpoints/" + active).statusCode(), is(204));
        assertThat(ids("/endpoints?q=" + word), contains(inactive));
    }

    @Test
    void organizationsAndApplicationsAreFoundByNameAndRelation(Tenant other) {
        String word = Scenario.aNewId();
        long parent = scenario.organizationId();
        long child = Scenario.aNewOrganizationId();
        Api.json(api.post("/organizations", Json.object("id", child, "name", "Rowers_" + word, "parentId", parent)), 201);
        String application = Api.json(api.post("/applications",
                Json.object("name", "Board " + word, "ownerOrganizationId", child)), 201).get("id").asText();
        assertThat(ids("/organizations?q=rowers_" + word), contains(String.valueOf(child)));
        assertThat(ids("/organizations?q=rowers" + word), is(List.of()));
        assertThat(ids("/organizations?parent=" + parent), contains(String.valueOf(child)));
        assertThat(ids("/organizations?application=" + application), contains(String.valueOf(child)));
        assertThat(ids("/applications?q=" + word), contains(application));
        assertThat(ids("/applications?organization=" + child), contains(application));
        assertThat(ids(other.organizationKey, "/applications?organization=" + child), is(List.of()));
        assertThat(ids(other.organizationKey, "/organizations?parent=" + parent), is(List.of()));
        assertThat(other.applicationKey.get("/organizations?parent=" + parent).statusCode(), is(403));
        assertThat(other.applicationKey.get("/organizations?application=" + application).statusCode(), is(404));
        assertThat(ids(other.applicationKey, "/organizations?application=" + other.application),
                contains(String.valueOf(other.organization)));
    }

    @Test
    void enablementsAreListedByOrganizationAndApplication(Tenant other) {
        long second = Scenario.aNewOrganizationId();
        scenario.alsoHears(second);
        String mine = "/enablements?application=" + scenario.applicationId();
        JsonNode all = Api.json(api.get(mine), 200).get("items");
        assertThat(all.findValuesAsText("organizationId"),
                contains(String.valueOf(scenario.organizationId()), String.valueOf(second)));
        assertThat(all.get(0).get("applicationId").asText(), is(scenario.applicationId()));
        assertThat(Instant.parse(all.get(0).get("enabledAt").asText()).isBefore(Instant.now().plusSeconds(60)), is(true));
        assertThat(Api.json(api.get("/enablements?organization=" + second), 200).get("items").size(), is(1));
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = Api.json(api.get(mine + "&limit=1" + cursor), 200);
            page.get("items").forEach(item -> paged.add(item.get("organizationId").asText()));
            cursor = page.get("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asText();
        } while (cursor != null);
        assertThat(paged, is(all.findValuesAsText("organizationId")));
        assertThat(Api.json(other.applicationKey.get(mine), 200).get("items").size(), is(0));
        assertThat(Api.json(other.organizationKey.get("/enablements?organization=" + second), 200).get("items").size(), is(0));
        assertThat(Api.json(other.organizationKey.get("/enablements"), 200).get("items").findValuesAsText("applicationId"),
                containsInAnyOrder(other.application, other.spareApplication));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/endpoints?status=deleted", "/endpoints?standing=good", "/endpoints?organization=x",
        "/organizations?parent=x", "/applications?organization=-1", "/enablements?organization=one", "/endpoints?q="})
    void whatCannotBeLookedForIsRefused(String path) {
        Api.json(api.get(path), 400);
        Api.json(api.get("/endpoints?q=" + "x".repeat(201)), 400);
    }

    @Test
    void theOverlapOfSecretsIsShownAndCanBeEnded() {
        var endpoint = scenario.anEndpoint().full().instant().create();
        String path = "/endpoints/" + endpoint.id();
        JsonNode before = Api.json(api.get(path), 200);
        assertThat(before.has("previousSecretSignsUntil"), is(false));
        assertThat(before.get("secretCreatedAt"), is(before.get("createdAt")));
        Api.json(api.post(path + "/secret/rotate", ""), 200);
        JsonNode rotated = Api.json(api.get(path), 200);
        Instant until = Instant.parse(rotated.get("previousSecretSignsUntil").asText());
        Instant created = Instant.parse(rotated.get("secretCreatedAt").asText());
        assertThat(Duration.between(created, until).toSeconds(), is(8L));
        JsonNode ended = Api.json(api.post(path + "/secret/end-overlap", ""), 200);
        assertThat(ended.has("previousSecretSignsUntil"), is(false));
        assertThat(ended.get("secretCreatedAt"), is(rotated.get("secretCreatedAt")));
        assertThat(endpoint.sample("team.updated").at("/request/headers/webhook-signature").asText().split(" ").length, is(1));
        Api.json(api.post(path + "/secret/end-overlap", ""), 200);
        assertThat(Api.json(api.get("/audit-log?action=endpoint.secret-overlap-ended&object=" + endpoint.id()), 200)
                .get("items").size(), is(1));
    }

    @Test
    void theHealthOfAnEndpointSaysWhatIsDueAndWhatWillHappen() {
        var endpoint = scenario.anEndpoint().full().instant().retrying()
                .answering(received -> Receiver.Answer.status(500)).create();
        String path = "/endpoints/" + endpoint.id() + "/health";
        JsonNode fresh = Api.json(api.get(path), 200);
        assertThat(fresh.get("standing").asText(), is("new"));
        assertThat(fresh.get("due").asInt(), is(0));
        assertThat(fresh.has("failingSince") || fresh.has("nextAttemptAt") || fresh.has("disableAt"), is(false));
        scenario.post(scenario.anEvent("team.updated", "t1", "{}"));
        endpoint.awaitReceived(1);
        await().until(() -> Api.json(api.get("/endpoints/" + endpoint.id()), 200).has("failingSince"));
        JsonNode failing = Api.json(api.get(path), 200);
        Instant since = Instant.parse(failing.get("failingSince").asText());
        assertThat(failing.get("standing").asText(), is("failing"));
        assertThat(Instant.parse(failing.get("disableAt").asText()), is(since.plus(Duration.ofDays(5))));
        assertThat(Instant.parse(failing.get("warnAt").asText()), is(since.plus(Duration.ofHours(60))));
        assertThat(Instant.parse(failing.get("nextAttemptAt").asText()).isAfter(since), is(true));
        assertThat(failing.at("/last24Hours/pending").asInt(), is(1));
        assertThat(failing.at("/last24Hours/succeeded").asInt(), is(0));
        Api.json(api.post("/endpoints/" + endpoint.id() + "/disable", ""), 200);
    }

    private List<String> ids(String path) {
        return ids(api, path);
    }

    private static List<String> ids(Api caller, String path) {
        return Api.json(caller.get(path), 200).get("items").findValues("id").stream().map(JsonNode::asText).toList();
    }
}
