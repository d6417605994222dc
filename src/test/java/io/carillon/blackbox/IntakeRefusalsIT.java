package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What intake refused: the filters of the list, and what an organization learns of requests of others. */
@SharedService
class IntakeRefusalsIT {

    @Test
    void theListTakesItsFiltersAndNoOthers(Service service, Tenant tenant) {
        for (Api caller : List.of(service.api(), tenant.organizationKey, Tenant.keyOf(service.api(), "producer"))) {
            for (String good : List.of("", "?reason=too-many", "?key=key_none&organization=1&limit=1",
                    "?reason=repeated&from=2026-01-01T00:00:00Z&to=2100-01-01T00:00:00Z")) {
                Api.json(caller.get("/intake-refusals" + good), 200);
            }
            for (String bad : List.of("reason=bad-luck", "organization=club", "from=yesterday", "limit=0", "cursor=x",
                    "status=422", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")) {
                Api.json(caller.get("/intake-refusals?" + bad), 400);
            }
        }
    }

    @Test
    void anOrganizationDoesNotLearnWhatIsWrongWithAChangeOfAnother(Service service, Tenant tenant, Tenant other) {
        String wrong = Json.object("organizationId", other.organization, "eventType", "team.exploded", "resourceId", "t9");
        Api.json(service.api().post("/changes", "[" + tenant.change() + "," + wrong + "]"), 422);
        String sentence = refusedTo(tenant, "t1");
        assertThat(sentence, containsString("another change of the request cannot be used"));
        assertThat(sentence, not(containsString("exploded")));
        assertThat(refusedTo(other, "t9"), containsString("/1/eventType"));
    }

    @Test
    void anOrganizationLearnsThatItsKeyReportedForAnotherOne(Tenant tenant, Tenant other) {
        Api.json(tenant.organizationKey.post("/changes", other.change()), 422);
        assertThat(refusedTo(tenant, "t1"), containsString("must be " + tenant.organization));
        assertThat(codes(other, "t1"), not(containsString("refused")));
    }

    private static String refusedTo(Tenant tenant, String resourceId) {
        return Api.json(ask(tenant, resourceId)).get("items").findParents("code").stream()
                .filter(verdict -> verdict.get("code").asText().equals("refused")).findFirst().orElseThrow()
                .get("sentence").asText();
    }

    private static String codes(Tenant tenant, String resourceId) {
        return Api.json(ask(tenant, resourceId)).get("items").findValuesAsText("code").toString();
    }

    private static String ask(Tenant tenant, String resourceId) {
        return tenant.organizationKey.get("/explanations?organization=" + tenant.organization + "&resourceType=team&resourceId="
                + resourceId).body();
    }
}
