package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.in;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What organizations and applications may read of the audit log. */
@SharedService
class TenantAuditIT {

    @Test
    void tenantsSeeWhatWasDoneToTheirOwnObjectsAndWhoOfTheirOwnDidIt(Tenant tenant, Tenant other) {
        Api.json(tenant.applicationKey.patch("/endpoints/" + tenant.endpoint, "{\"description\":\"new\"}"), 200);
        Api.json(tenant.organizationKey.patch("/applications/" + tenant.application, "{\"name\":\"Scores\"}"), 200);
        String organizationKey = Api.json(tenant.organizationKey.get("/me"), 200).get("keyId").asText();
        String applicationKey = Api.json(tenant.applicationKey.get("/me"), 200).get("keyId").asText();

        List<JsonNode> ofOrganization = tenant.organizationKey.list("/audit-log");
        assertThat(texts(ofOrganization, "action"), hasItems("organization.created", "application.created", "endpoint.created",
                "endpoint.changed", "application.changed", "api-key.created"));
        assertThat(actorOf(ofOrganization, "endpoint.changed"), is(applicationKey + " test"));
        assertThat(actorOf(ofOrganization, "application.changed"), is(organizationKey + " test"));
        assertThat(actorOf(ofOrganization, "endpoint.created"), is("null an operator"));

        List<JsonNode> ofApplication = tenant.applicationKey.list("/audit-log");
        assertThat(texts(ofApplication, "action"), hasItems("application.created", "endpoint.created", "endpoint.changed",
                "application.changed", "api-key.created"));
        assertThat(texts(ofApplication, "action"), not(hasItem("organization.created")));
        assertThat(actorOf(ofApplication, "application.changed"), is("null an organization"));
        assertThat(actorOf(ofApplication, "endpoint.changed"), is(applicationKey + " test"));
        assertThat(ofApplication.toString(), not(containsString(organizationKey)));
        assertThat(texts(ofApplication, "objectId"), everyItem(is(in(List.of(tenant.application, tenant.endpoint,
                applicationKey)))));

        for (List<JsonNode> entries : List.of(ofOrganization, ofApplication)) {
            assertThat(entries.toString(), not(containsString("key_operator")));
            assertThat(entries.toString(), not(containsString(other.application)));
        }
        for (Api stranger : List.of(other.organizationKey, other.applicationKey, tenant.siblingKey)) {
            assertThat(stranger.list("/audit-log").toString(), not(containsString(tenant.endpoint)));
            assertThat(entries(stranger, "?object=" + tenant.endpoint), empty());
        }
    }

    @Test
    void anEnablementIsTheOrganizationsAndTheApplicationsButNotItsOwners(Tenant listener, Tenant reporter) {
        String enablement = reporter.organization + "/" + listener.application;
        String path = "/organizations/" + reporter.organization + "/applications/" + listener.application;
        Api.json(reporter.organizationKey.put(path, ""), 200);
        assertThat(reporter.organizationKey.delete(path).statusCode(), is(204));
        List<String> deeds = List.of("enablement.deleted", "enablement.created");
        String query = "?object=" + enablement;
        assertThat(texts(entries(reporter.organizationKey, query), "action"), is(deeds));
        List<JsonNode> seen = entries(listener.applicationKey, query);
        assertThat(texts(seen, "action"), is(deeds));
        assertThat(seen.stream().map(TenantAuditIT::actor).distinct().toList(), is(List.of("null an organization")));
        assertThat(entries(listener.organizationKey, query), empty());
    }

    @Test
    void noTenantCanAskWhichKeyOfAnotherDidSomething(Service service, Tenant tenant) {
        String organizationKey = Api.json(tenant.organizationKey.get("/me"), 200).get("keyId").asText();
        Api.json(tenant.organizationKey.patch("/applications/" + tenant.application, "{\"name\":\"Scores\"}"), 200);
        assertThat(entries(service.api(), "?actor=key_operator&object=" + tenant.application), not(empty()));
        assertThat(entries(tenant.organizationKey, "?actor=key_operator"), empty());
        assertThat(entries(tenant.applicationKey, "?actor=" + organizationKey), empty());
        assertThat(texts(entries(tenant.organizationKey, "?actor=" + organizationKey), "action"),
                is(List.of("application.changed")));
    }

    @Test
    void whatCarillonDisablesItIsTheActorOf(Service service, Scenario scenario) {
        Scenario.Endpoint gone = scenario.anEndpoint().full().instant().answering(received -> Answer.status(410)).create();
        scenario.post(scenario.aChange("team", "update", "t1"));
        gone.awaitDelivery("failed");
        Api key = Tenant.keyOf(service.api(), "application:" + scenario.applicationId());
        String query = "?action=endpoint.disabled&object=" + gone.id();
        await().atMost(Duration.ofSeconds(20)).until(() -> !entries(key, query).isEmpty());
        JsonNode entry = entries(key, query).get(0);
        assertThat(actor(entry), is("carillon carillon"));
        assertThat(entry.at("/after/disabledReason").asText(), containsString("410"));
        assertThat(entries(key, query + "&actor=carillon").size(), is(1));
    }

    @Test
    void theLogOfATenantIsFilteredAndPaged(Tenant tenant) {
        for (int i = 0; i < 5; i++) {
            Api.json(tenant.applicationKey.patch("/endpoints/" + tenant.endpoint, "{\"description\":\"" + i + "\"}"), 200);
        }
        String query = "/audit-log?action=endpoint.changed&object=" + tenant.endpoint + "&limit=2";
        JsonNode first = Api.json(tenant.organizationKey.get(query), 200);
        JsonNode second = Api.json(tenant.organizationKey.get(query + "&cursor=" + first.get("nextCursor").asText()), 200);
        assertThat(Stream.of(first, second).flatMap(page -> page.get("items").findValues("after").stream())
                .map(after -> after.get("description").asText()).toList(), is(List.of("4", "3", "2", "1")));
        Instant now = Instant.now();
        assertThat(entries(tenant.organizationKey, "?from=" + now.plusSeconds(60)), empty());
        assertThat(entries(tenant.organizationKey, "?to=" + now.minusSeconds(3_600)), empty());
        assertThat(entries(tenant.organizationKey, "?from=" + now.minusSeconds(3_600) + "&to=" + now.plusSeconds(60)),
                not(empty()));
    }

    @Test
    void aFilterThatCannotBeIsRefused(Tenant tenant) {
        for (String bad : List.of("from=yesterday", "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "organization=1",
                "actor=", "cursor=x", "limit=0")) {
            assertThat(Api.json(tenant.organizationKey.get("/audit-log?" + bad), 400).get("type").asText(),
                    startsWith("https://carillon.io/problems/"));
        }
    }

    private static List<JsonNode> entries(Api key, String query) {
        return Stream.of(Api.json(key.get("/audit-log" + query), 200).get("items"))
                .flatMap(items -> Stream.iterate(0, i -> i < items.size(), i -> i + 1).map(items::get)).toList();
    }

    private static List<String> texts(List<JsonNode> entries, String member) {
        return entries.stream().map(entry -> entry.get(member).asText()).toList();
    }

    private static String actorOf(List<JsonNode> entries, String action) {
        return entries.stream().filter(entry -> entry.get("action").asText().equals(action)).findFirst()
                .map(TenantAuditIT::actor).orElseThrow();
    }

    private static String actor(JsonNode entry) {
        return (entry.has("actorId") ? entry.get("actorId").asText() : "null") + " " + entry.get("actorName").asText();
    }
}
