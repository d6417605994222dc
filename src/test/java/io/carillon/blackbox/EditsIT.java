package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every object can be read, changed and put back, and nothing is lost because it was not mentioned. */
@SharedService
class EditsIT {

    private final Api api;
    private final String organization;
    private final String application;
    private final String endpoint;

    EditsIT(Service service, Scenario scenario) {
        api = service.api();
        organization = "/organizations/" + scenario.organizationId();
        application = "/applications/" + scenario.applicationId();
        endpoint = "/endpoints/" + scenario.anEndpoint().full().instant().retrying().to("score.*").with("description", "\"d\"")
                .with("headers", "{\"X-Team\":\"red\"}").with("signatureSwitch", "\"after-overlap\"").create().id();
    }

    @Test
    void whatGetShowsCanBePutBack() {
        for (String path : List.of(organization, application, endpoint, "/event-types/team.created", "/resource-types/roster")) {
            JsonNode before = Api.json(api.get(path), 200);
            assertThat(Api.json(api.put(path, before.toString()), 200), is(before));
            assertThat(Api.json(api.patch(path, "{}"), 200), is(before));
        }
    }

    @Test
    void whatAPostAnswersCanBePutBack() {
        JsonNode created = Api.json(api.post(application + "/endpoints",
                Json.object("url", Api.json(api.get(endpoint), 200).get("url").asText())), 201);
        JsonNode put = Api.json(api.put("/endpoints/" + created.get("id").asText(), created.toString()), 200);
        assertThat(Api.json(api.put("/endpoints/" + created.get("id").asText(), put.toString()), 200).get("createdAt"),
                is(created.get("createdAt")));
    }

    @Test
    void whatGetShowedBeforeAnotherEditCanBePutBack() {
        ObjectNode before = (ObjectNode) Api.json(api.get(endpoint), 200);
        Api.json(api.patch(endpoint, Json.object("url", before.get("url").asText() + "/\u00e9", "description", "other")), 200);
        ObjectNode after = (ObjectNode) Api.json(api.put(endpoint, before.toString()), 200);
        assertThat(after.get("updatedAt"), is(not(before.get("updatedAt"))));
        assertThat(withoutTime(after), is(withoutTime(before)));
        assertThat(Api.json(api.put(endpoint, before.put("createdAt", "2026-01-01T00:00:00Z").toString()), 422)
                .findValuesAsText("pointer"), is(List.of("/createdAt")));
    }

    /** An edit moves the time of the last change. */
    private static JsonNode withoutTime(JsonNode object) {
        ((ObjectNode) object).remove("updatedAt");
        return object;
    }

    @Test
    void aPutThatForgetsSomethingIsRefused() {
        JsonNode before = Api.json(api.get(endpoint), 200);
        String url = Json.object("url", before.get("url").asText());
        assertThat(Api.json(api.put(endpoint, url), 422).findValuesAsText("pointer"), containsInAnyOrder("/description",
                "/format", "/delivery", "/retry", "/eventTypes", "/headers", "/signatureSwitch"));
        assertThat(Api.json(api.get(endpoint), 200), is(before));
    }

    /** Clients that were written before an endpoint could choose its signatures leave them out. */
    @Test
    void aPutMayOmitTheSignaturesWhileTheyAreTheDefault() {
        ObjectNode whole = (ObjectNode) withoutTime(Api.json(api.get(endpoint), 200));
        JsonNode signatures = whole.remove("signatures");
        assertThat(Api.json(api.put(endpoint, whole.toString()), 200).get("signatures"), is(signatures));
        Api.json(api.patch(endpoint, "{\"signatures\":[\"v1a\"]}"), 200);
        assertThat(Api.json(api.put(endpoint, whole.toString()), 422).findValuesAsText("pointer"), is(List.of("/signatures")));
    }

    @Test
    void aPatchChangesWhatItNames() {
        JsonNode changed = Api.json(api.patch(endpoint, "{\"retry\":\"none\",\"description\":null,"
                + "\"headers\":{\"X-Crew\":\"8\",\"X-Team\":null}}"), 200);
        assertThat(changed.get("retry").asText(), is("none"));
        assertThat(changed.has("description"), is(false));
        assertThat(changed.get("headers"), is(Api.json("{\"X-Crew\":\"***\"}")));
        assertThat(Api.json(api.get(endpoint + "/headers"), 200).get("headers"), is(Api.json("{\"X-Crew\":\"8\"}")));
        assertThat(changed.get("format").asText(), is("full"));
        assertThat(changed.get("eventTypes"), is(Api.json("[\"score.*\"]")));
        Api.json(api.patch(organization, Json.object("contact", raw(Json.object("name", "Kim", "phone", "1")))), 200);
        JsonNode owner = Api.json(api.patch(organization, "{\"contact\":{\"phone\":null}}"), 200);
        assertThat(owner.get("contact"), is(Api.json("{\"name\":\"Kim\"}")));
        assertThat(owner.get("name").asText(), is("Test"));
    }

    @Test
    void whatCannotBeChangedIsNamed() {
        assertThat(pointersOf(endpoint, "{\"id\":\"ep_1\",\"status\":\"inactive\",\"createdAt\":null}"),
                containsInAnyOrder("/id", "/status", "/createdAt"));
        assertThat(pointersOf(application, "{\"ownerOrganizationId\":1}"), is(List.of("/ownerOrganizationId")));
        assertThat(pointersOf(organization, "{\"id\":1}"), is(List.of("/id")));
        assertThat(pointersOf("/event-types/team.created", "{\"name\":\"x.y\"}"), is(List.of("/name")));
        assertThat(pointersOf(endpoint, "{\"url\":null}"), is(List.of("/url")));
        assertThat(pointersOf(endpoint, "{\"format\":\"fat\"}"), is(List.of("/format")));
        assertThat(api.patch(endpoint, "{\"nmae\":1}").statusCode(), is(400));
        assertThat(api.patch(endpoint, "[]").statusCode(), is(400));
    }

    private List<String> pointersOf(String path, String patch) {
        return Api.json(api.patch(path, patch), 422).findValuesAsText("pointer");
    }
}
