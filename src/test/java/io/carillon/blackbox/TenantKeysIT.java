package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys that organizations and applications make for themselves. */
@SharedService
class TenantKeysIT {

    @Test
    void anOrganizationManagesItsKeysAndThoseOfItsApplications(Service service, Tenant tenant, Tenant other) {
        String organization = "organization:" + tenant.organization;
        JsonNode own = make(tenant.organizationKey, organization);
        JsonNode ofApplication = make(tenant.organizationKey, "application:" + tenant.application);
        assertThat(own.get("producer").asText(), is(own.get("id").asText()));
        assertThat(Api.json(service.api().withKey(own.get("key").asText()).get("/me"), 200).get("scope").asText(),
                is(organization));
        assertThat(scopes(tenant.organizationKey, ""), containsInAnyOrder(organization, organization,
                "application:" + tenant.application, "application:" + tenant.application,
                "application:" + tenant.spareApplication));
        assertThat(scopes(tenant.applicationKey, ""), containsInAnyOrder("application:" + tenant.application,
                "application:" + tenant.application));
        assertThat(scopes(other.organizationKey, ""), not(hasItem(organization)));
        assertThat(scopes(other.organizationKey, "&scope=" + organization), is(List.of()));
        String path = "/api-keys/" + ofApplication.get("id").asText();
        assertThat(Api.json(tenant.organizationKey.patch(path, "{\"name\":\"gate\"}"), 200).get("name").asText(), is("gate"));
        assertThat(tenant.organizationKey.delete(path).statusCode(), is(204));
        assertThat(service.api().withKey(ofApplication.get("key").asText()).get("/me").statusCode(), is(401));
        String foreign = "/api-keys/" + own.get("id").asText();
        for (Api stranger : List.of(other.organizationKey, tenant.applicationKey)) {
            String missing = stranger.get("/api-keys/key_none").body().replace("key_none", own.get("id").asText());
            assertThat(stranger.get(foreign).body(), is(missing));
            assertThat(stranger.patch(foreign, "{\"name\":\"x\"}").statusCode(), is(404));
            assertThat(stranger.delete(foreign).statusCode(), is(404));
        }
        assertThat(tenant.organizationKey.get("/api-keys/key_operator").statusCode(), is(404));
    }

    @Test
    void aListOfKeysIsPaged(Tenant tenant) {
        make(tenant.organizationKey, "organization:" + tenant.organization);
        List<String> ids = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonNode page = Api.json(tenant.organizationKey.get("/api-keys?limit=1" + cursor), 200);
            page.get("items").forEach(item -> ids.add(item.get("id").asText()));
            cursor = page.get("nextCursor").isNull() ? null : "&cursor=" + page.get("nextCursor").asText();
        }
        assertThat(ids, is(Api.json(tenant.organizationKey.get("/api-keys"), 200).get("items").findValuesAsText("id")));
        assertThat(ids.size(), is(4));
    }

    @ParameterizedTest
    @CsvSource({"operator", "producer", "organization:1", "application:app_none", "organization:OTHER", "application:OTHER"})
    void aWiderScopeIsRefusedInTheSameWords(String scope, Tenant tenant, Tenant other) {
        String asked = scope.equals("organization:OTHER") ? "organization:" + other.organization
                : scope.replace("OTHER", other.application);
        for (Api maker : List.of(tenant.organizationKey, tenant.applicationKey)) {
            JsonNode error = Api.json(maker.post("/api-keys", Json.object("name", "x", "scope", asked)), 422).at("/errors/0");
            assertThat(error.get("pointer").asText(), is("/scope"));
            assertThat(error.get("detail").asText(), is(maker == tenant.applicationKey
                    ? "must be application:" + tenant.application
                    : "must be organization:" + tenant.organization
                            + ", or application:<id> with an application that it owns"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"[] | /capabilities", "[\"report\"] | /capabilities",
        "[\"admin\"] | /capabilities/0", "[null] | /capabilities", "\"view\" | /capabilities"})
    void capabilitiesThatCannotBeAreRefused(String capabilities, String pointer, Tenant tenant) {
        JsonNode problem = Api.json(tenant.organizationKey.post("/api-keys", Json.object("name", "x",
                "scope", "application:" + tenant.application, "capabilities", Json.raw(capabilities))), 422);
        assertThat(problem.findValuesAsText("pointer"), is(List.of(pointer)));
    }

    @Test
    void aTenantUsesItsOwnProducersOnly(Service service, Tenant tenant) {
        String scope = "organization:" + tenant.organization;
        JsonNode first = make(tenant.organizationKey, scope);
        JsonNode next = Api.json(tenant.organizationKey.post("/api-keys", Json.object("name", "next", "scope", scope,
                "producer", first.get("producer").asText())), 201);
        assertThat(next.get("producer"), is(first.get("producer")));
        JsonNode foreign = Api.json(service.api().post("/api-keys", Json.object("name", "x", "scope", "producer",
                "producer", "club-office")), 201);
        for (String producer : List.of("club-office", "nowhere", foreign.get("id").asText())) {
            JsonNode problem = Api.json(tenant.organizationKey.post("/api-keys", Json.object("name", "x", "scope", scope,
                    "producer", producer)), 422);
            assertThat(problem.at("/errors/0/pointer").asText(), is("/producer"));
        }
    }

    private static List<String> scopes(Api key, String filter) {
        return Api.json(key.get("/api-keys?limit=200" + filter), 200).get("items").findValuesAsText("scope");
    }

    private static JsonNode make(Api maker, String scope) {
        return Api.json(maker.post("/api-keys", Json.object("name", "test", "scope", scope)), 201);
    }
}
