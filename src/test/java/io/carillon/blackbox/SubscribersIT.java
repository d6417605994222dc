package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who gets webhooks about a type: operators see the endpoints, tenants how many of theirs. */
@SharedService
class SubscribersIT {

    private final Api api;
    private final Scenario scenario;

    SubscribersIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
    }

    @Test
    void operatorsSeeEachEndpointWithItsApplicationAndOrganizations() {
        String byName = scenario.anEndpoint().to("eligibility.updated").create().id();
        String byPrefix = scenario.anEndpoint().to("eligibility.*", "score.updated").instant().create().id();
        String other = scenario.anEndpoint().to("eligibility.created").create().id();
        long second = Scenario.aNewOrganizationId();
        scenario.alsoHears(second);
        List<JsonNode> found = api.list("/event-types/eligibility.updated/subscribers");
        assertThat(ids(found), hasItem(byName));
        assertThat(ids(found), hasItem(byPrefix));
        assertThat(ids(found), not(hasItem(other)));
        assertThat(ids(found), is(ids(found).stream().sorted().toList()));
        JsonNode one = found.stream().filter(item -> item.get("endpointId").asText().equals(byPrefix)).findFirst().orElseThrow();
        assertThat(one.get("applicationId").asText(), is(scenario.applicationId()));
        assertThat(one.get("applicationName").asText(), is("Test"));
        assertThat(one.get("delivery").asText() + " " + one.get("status").asText(), is("instant active"));
        assertThat(one.get("organizations").toString(), is("[" + scenario.organizationId() + "," + second + "]"));
        assertThat(one.get("moreOrganizations").asBoolean(), is(false));
        List<String> ofType = ids(api.list("/resource-types/eligibility/subscribers"));
        for (String id : List.of(byName, byPrefix, other)) {
            assertThat(ofType, hasItem(id));
        }
        Api.json(api.post("/endpoints/" + byName + "/disable", ""), 200);
        assertThat(ids(api.list("/event-types/eligibility.updated/subscribers")), hasItem(byName));
        assertThat(api.delete("/endpoints/" + byName).statusCode(), is(204));
        assertThat(ids(api.list("/event-types/eligibility.updated/subscribers")), not(hasItem(byName)));
    }

    @Test
    void whatIsAnnouncedCountsNotWhatIsReported() {
        String ofTeams = scenario.anEndpoint().to("team.updated").create().id();
        assertThat("a roster is part of a team", ids(api.list("/resource-types/roster/subscribers")), hasItem(ofTeams));
        assertThat(ids(api.list("/event-types/roster.created/subscribers")), hasItem(ofTeams));
        assertThat("a profile is silent", ids(api.list("/resource-types/profile/subscribers")), is(List.of()));
    }

    @Test
    void pagesFollowEachOther() {
        scenario.anEndpoint().to("membership.updated").create();
        scenario.anEndpoint().to("membership.updated").create();
        String path = "/event-types/membership.updated/subscribers";
        List<String> all = ids(api.list(path));
        JsonNode first = Api.json(api.get(path + "?limit=1"), 200);
        JsonNode second = Api.json(api.get(path + "?limit=1&cursor=" + first.get("nextCursor").asText()), 200);
        assertThat(List.of(first.at("/items/0/endpointId").asText(), second.at("/items/0/endpointId").asText()),
                is(all.subList(0, 2)));
    }

    @Test
    void tenantsLearnHowManyOfTheirsThereAre(Tenant tenant, Tenant other) {
        scenario.anEndpoint().create();
        tenant.newEndpoint();
        for (String path : List.of("/event-types/score.updated/subscribers", "/resource-types/score/subscribers")) {
            for (Api caller : List.of(tenant.organizationKey, tenant.applicationKey)) {
                JsonNode answer = Api.json(caller.get(path), 200);
                assertThat(answer.get("count").asInt(), is(2));
                assertThat(answer.has("items"), is(false));
            }
            assertThat(Api.json(other.organizationKey.get(path), 200).get("count").asInt(), is(1));
            assertThat(Api.json(tenant.siblingKey.get(path), 200).get("count").asInt(), is(0));
        }
    }

    @Test
    void whatIsNotInTheCatalogIsNotFound() {
        for (String path : List.of("/event-types/team.sold/subscribers", "/resource-types/goat/subscribers")) {
            assertThat(api.get(path).statusCode(), is(404));
        }
        for (String wrong : List.of("?limit=0", "?cursor=x", "?q=x")) {
            assertThat(api.get("/event-types/team.updated/subscribers" + wrong).statusCode(), is(400));
        }
    }

    private static List<String> ids(List<JsonNode> items) {
        return items.stream().map(item -> item.get("endpointId").asText()).toList();
    }
}
