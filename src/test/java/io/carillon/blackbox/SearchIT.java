package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The search: what it finds leads to what the caller may see, and to nothing else. */
@SharedService
class SearchIT {

    private final Api operator;

    SearchIT(Service service) {
        operator = Tenant.keyOf(service.api(), "operator");
    }

    @Test
    void anIdOrItsBeginningLeadsToTheObject(Tenant tenant) {
        for (String id : List.of(tenant.message, tenant.delivery, tenant.endpoint, tenant.application)) {
            for (Api caller : List.of(operator, tenant.organizationKey, tenant.applicationKey)) {
                JsonNode hit = only(caller, id);
                assertThat(Api.json(caller.get(hit.get("href").asText().substring(7)), 200).get("id").asText(), is(id));
            }
        }
        assertThat(only(tenant.organizationKey, tenant.delivery.substring(0, 30)).get("kind").asText(), is("delivery"));
        String redelivery = tenant.redelivery();
        assertThat(only(tenant.applicationKey, redelivery).get("href").asText(), is("/api/v1/redeliveries/" + redelivery));
    }

    @Test
    void aReportedChangeIsFoundByTheIdThatItWasAnsweredWith(Tenant tenant, Tenant other) {
        String id = Api.json(tenant.organizationKey.post("/changes", tenant.change()), 202).at("/ids/0").asText();
        for (Api caller : List.of(operator, tenant.organizationKey)) {
            JsonNode hits = await().pollInterval(Duration.ofMillis(600))
                    .until(() -> items(caller, id), found -> found.size() == 1);
            String href = hits.get(0).get("href").asText();
            assertThat(href, is("/api/v1/organizations/" + tenant.organization + "/changes/" + id));
            assertThat(Api.json(caller.get(href.substring(7)), 200).get("id").asText(), is(id));
        }
        assertThat(items(other.organizationKey, id).size(), is(0));
        assertThat(items(tenant.applicationKey, id).size(), is(0));
    }

    @Test
    void messagesAreFoundByTheirData(Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().full().instant().create();
        String word = Scenario.aNewId();
        scenario.post(scenario.anEvent("score.updated", "s1", "{\"name\":\"Hansel & Gretel " + word + "\"}"),
                scenario.anEvent("score.updated", "s2", "{}"));
        String list = "/messages?organization=" + scenario.organizationId() + "&data=";
        JsonNode found = await().until(() -> Api.json(operator.get(list + "hansel%20%26%20gretel%20" + word), 200).get("items"),
                items -> !items.isEmpty());
        assertThat(found.findValuesAsText("resourceId"), is(List.of("s1")));
        assertThat(Api.json(operator.get(list + word + "0"), 200).get("items").size(), is(0));
        endpoint.awaitReceived(2);
        for (String text : List.of("ab", "x".repeat(201))) {
            JsonNode problem = Api.json(operator.get(list + text), 400);
            assertThat(problem.get("detail").asText(),
                    is("data must have from 3 to 200 characters; it has " + text.length() + "."));
        }
    }

    @Test
    void namesUrlsAndObjectsAreFoundByTheirOwnersOnly(Tenant tenant, Tenant other) {
        String word = Scenario.aNewId();
        Api.json(operator.patch("/organizations/" + tenant.organization, Json.object("name", "Rowers " + word)), 200);
        Api.json(operator.patch("/applications/" + tenant.application, Json.object("name", "Board " + word)), 200);
        Api.json(operator.patch("/endpoints/" + tenant.endpoint, Json.object("url", "http://127.0.0.1:19999/" + word)), 200);
        for (Api caller : List.of(operator, tenant.organizationKey, tenant.applicationKey)) {
            List<String> kinds = new ArrayList<>();
            items(caller, word.toUpperCase(Locale.ROOT)).forEach(hit -> kinds.add(hit.get("kind").asText()));
            assertThat(kinds, containsInAnyOrder("organization", "application", "endpoint"));
        }
        for (Api caller : List.of(other.organizationKey, other.applicationKey, tenant.siblingKey)) {
            assertThat(items(caller, word).findValuesAsText("kind"),
                    is(caller == tenant.siblingKey ? List.of("organization") : List.of()));
        }
        assertThat(only(operator, String.valueOf(tenant.organization)).get("title").asText(), is("Rowers " + word));
        JsonNode object = only(tenant.applicationKey, "t1");
        assertThat(object.get("kind").asText(), is("object"));
        assertThat(Api.json(tenant.applicationKey.get(object.get("href").asText().substring(7)), 200).at("/items/0/id").asText(),
                is(tenant.message));
        for (JsonNode hit : items(other.organizationKey, "t1")) {
            assertThat(hit.get("title").asText(), is("team t1 of organization " + other.organization));
        }
    }

    @Test
    void whatCannotBeSearchedIsAProblem() {
        for (String wrong : List.of("", "?q=", "?q=%20", "?q=" + "x".repeat(201), "?query=x", "?q=a&q=b")) {
            assertThat(wrong, operator.get("/search" + wrong).statusCode(), is(400));
        }
        assertThat(items(operator, "%25%25%25").size(), is(0));
    }

    private static JsonNode items(Api caller, String text) {
        return Api.json(caller.get("/search?q=" + text), 200).get("items");
    }

    private static JsonNode only(Api caller, String text) {
        JsonNode items = items(caller, text);
        assertThat(items.toString(), items.size(), is(1));
        return items.get(0);
    }
}
