package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** A request for more than the settings allow is refused, with when or how there will be room again. */
@SharedService
@Isolated // sensitive to the load of other tests
class LimitsIT {

    private static final int ENDPOINTS = 100;
    private static final int APPLICATIONS = 100;

    /** Batches that are refused for their content count too, and leave the queue to the other tests. */
    @Test
    void aKeyThatSendsTooMuchGetsARetryAfterAndAnotherDoesNot(Service service) {
        Api flooding = Tenant.keyOf(service.api(), "producer");
        String thousand = "[" + "0,".repeat(999) + "0]";
        HttpResponse<String> last = Stream.generate(() -> flooding.post("/changes", thousand)).limit(500)
                .filter(answer -> answer.statusCode() != 422).findFirst().orElseThrow();
        JsonNode problem = Api.json(last, 429);
        assertThat(problem.get("type").asText(), is("https://carillon.io/problems/too-many-requests"));
        assertThat(problem.get("detail").asText(), containsString("2000"));
        assertThat(last.headers().firstValueAsLong("Retry-After").orElse(0), greaterThanOrEqualTo(1L));
        assertThat(Tenant.keyOf(service.api(), "producer").post("/changes", thousand).statusCode(), is(422));
        assertThat(service.api().post("/changes", thousand).statusCode(), is(422));
    }

    /** One of them is the scenario's own. */
    @Test
    void anOrganizationMakesAHundredApplicationsAndAnOperatorMore(Service service, Scenario scenario) {
        Api own = Tenant.keyOf(service.api(), "organization:" + scenario.organizationId());
        String wanted = "{\"name\":\"one of many\",\"ownerOrganizationId\":" + scenario.organizationId() + "}";
        List<Integer> answers = Stream.generate(() -> own.post("/applications", wanted).statusCode())
                .limit(APPLICATIONS - 1).distinct().toList();
        assertThat(answers, is(List.of(201)));
        JsonNode problem = Api.json(own.post("/applications", wanted), 409);
        assertThat(problem.get("type").asText(), is("https://carillon.io/problems/limit-reached"));
        assertThat(problem.get("detail").asText(), containsString("100"));
        assertThat(service.api().post("/applications", wanted).statusCode(), is(201));
    }

    @Test
    void anApplicationHasAHundredEndpointsUntilOneIsDeleted(Service service, Tenant tenant) {
        String path = "/applications/" + tenant.application + "/endpoints";
        List<Integer> answers = Stream.generate(() -> tenant.applicationKey.post(path, tenant.anEndpoint()).statusCode())
                .limit(ENDPOINTS - 1).distinct().toList();
        assertThat(answers, is(List.of(201)));
        JsonNode problem = Api.json(tenant.applicationKey.post(path, tenant.anEndpoint()), 409);
        assertThat(problem.get("type").asText(), is("https://carillon.io/problems/limit-reached"));
        assertThat(problem.get("detail").asText(), containsString("100"));
        assertThat(tenant.applicationKey.delete("/endpoints/" + tenant.endpoint).statusCode(), is(204));
        assertThat(tenant.applicationKey.post(path, tenant.anEndpoint()).statusCode(), is(201));
    }
}
