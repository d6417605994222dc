package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The check of a URL before an endpoint has it. */
@SharedService
class UrlCheckIT {

    @Test
    void aReceiverIsReachedWithoutARequest(Scenario scenario, Service service) {
        Api caller = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
        Endpoint endpoint = scenario.anEndpoint().create();
        JsonNode checked = check(caller, endpoint.url());
        assertThat(checked.get("allowed").asBoolean(), is(true));
        assertThat(checked.get("outcome").asText(), is("connected"));
        assertThat(checked.get("addresses").size(), is(0));
        JsonNode forOperator = check(Tenant.keyOf(service.api(), "operator"), endpoint.url());
        assertThat(forOperator.get("addresses").get(0).asText(), is("127.0.0.1"));
        assertThat(checked.has("tlsVersion") || checked.has("objection"), is(false));
        assertThat(endpoint.received().size(), is(0));
    }

    @Test
    void whatAnEndpointMayNotHaveIsRefusedWithTheSameWords(Scenario scenario, Service service) {
        Api caller = Tenant.keyOf(service.api(), "organization:" + scenario.organizationId());
        for (String url : List.of("https://10.0.0.1/", "http://user@example.org/", "nothing", "https://example.org:22/")) {
            JsonNode checked = check(caller, url);
            assertThat(checked.get("allowed").asBoolean(), is(false));
            assertThat(checked.has("addresses") || checked.has("outcome"), is(false));
            JsonNode refused = Api.json(service.api().post("/applications/" + scenario.applicationId() + "/endpoints",
                    Json.object("url", url)), 422);
            assertThat(refused.at("/errors/0/detail"), is(checked.get("objection")));
        }
    }

    @Test
    void aCallerMayCheckSixTimesAMinute(Scenario scenario, Service service) {
        Api caller = Tenant.keyOf(service.api(), "organization:" + scenario.organizationId());
        Api.json(caller.post("/url-checks", "{}"), 422);
        Api.json(caller.post("/url-checks", "{\"url\":1}"), 422);
        Api.json(caller.post("/url-checks", Json.object("url", "x".repeat(2_001))), 422);
        Api.json(caller.post("/url-checks", "{\"uri\":\"x\"}"), 400);
        for (int i = 0; i < 6; i++) {
            check(caller, "ftp://example.org/");
        }
        var refused = caller.post("/url-checks", Json.object("url", "ftp://example.org/"));
        assertThat(refused.statusCode(), is(429));
        assertThat(refused.headers().firstValue("Retry-After").isPresent(), is(true));
        check(Tenant.keyOf(service.api(), "organization:" + scenario.organizationId()), "ftp://example.org/");
    }

    private static JsonNode check(Api caller, String url) {
        return Api.json(caller.post("/url-checks", Json.object("url", url)), 200);
    }
}
