package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Csv;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.SharedService;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists as files, in CSV and NDJSON: they have the items that the caller sees in the list, and say where they were cut. */
@SharedService
class ExportsIT {

    private static final String CSV = "text/csv";
    private static final String NDJSON = "application/x-ndjson";
    private static final int COUNT = 2_500;

    /** What people take along: what happened, and who is registered. */
    private static final Set<String> EXPORTED = Set.of("/deliveries", "/messages", "/changes", "/rejected-messages",
            "/intake-refusals", "/audit-log", "/endpoints", "/applications/{applicationId}/endpoints", "/enablements",
            "/organizations/{organizationId}/applications", "/organizations", "/applications");
    /** Lists for programs: the catalog, keys and links, and work that is under way. */
    private static final Set<String> NOT_EXPORTED = Set.of("/event-types", "/resource-types", "/api-keys", "/portal-links",
            "/sources", "/redeliveries", "/event-types/{name}/schemas", "/broadcasts",
            "/rejected-messages/jobs", "/notices", "/event-types/{name}/subscribers", "/resource-types/{name}/subscribers");

    private final Api api;
    private final Scenario scenario;

    ExportsIT(Service service, Scenario scenario) {
        this.api = service.api();
        this.scenario = scenario;
    }

    @Test
    void everyListIsExportedOrLeftOutForAReason() {
        Set<String> exported = new TreeSet<>();
        Set<String> others = new TreeSet<>();
        Api.json(api.openApi()).get("paths").properties().forEach(path -> {
            JsonNode get = path.getValue().path("get");
            if (get.path("parameters").findValuesAsText("name").contains("cursor")) {
                (get.at("/responses/200/content").has(CSV) ? exported : others).add(path.getKey().substring(7));
            }
        });
        assertThat(exported, is(new TreeSet<>(EXPORTED)));
        assertThat(others, is(new TreeSet<>(NOT_EXPORTED)));
    }

    @Test
    void anExportOfThousandsOfDeliveriesIsThePagedList() {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().with("status", "\"inactive\"").create();
        for (int i = 0; i < COUNT; i += 500) {
            scenario.post(IntStream.range(i, i + 500).mapToObj(n -> scenario.anEvent("team.updated", "t" + n))
                    .toArray(String[]::new));
        }
        String list = "/deliveries?endpoint=" + endpoint.id();
        await().atMost(Duration.ofMinutes(1)).until(() -> lines(export(api, list, NDJSON)).size() == COUNT);
        List<JsonNode> items = api.list(list);
        assertThat(lines(export(api, list, NDJSON)), is(items));

        HttpResponse<String> csv = export(api, list, CSV);
        assertThat(csv.headers().firstValue("Content-Type").orElseThrow(), is("text/csv; charset=utf-8; header=present"));
        assertThat(csv.headers().firstValue("Content-Disposition").orElseThrow(),
                is("attachment; filename=\"deliveries.csv\""));
        List<Map<String, String>> rows = Csv.read(csv.body());
        assertThat(rows.size(), is(COUNT));
        for (int i = 0; i < COUNT; i++) {
            Map<String, String> row = rows.get(i);
            items.get(i).properties().forEach(member ->
                    assertThat(row.get(member.getKey()), is(member.getValue().asText())));
            assertThat(row.get("nextCursor"), is(""));
        }

        List<JsonNode> first = lines(export(api, list + "&limit=1999", NDJSON));
        String rest = ((ObjectNode) first.get(1_998)).remove("nextCursor").asText();
        assertThat(first, is(items.subList(0, 1_999)));
        assertThat(lines(export(api, list + "&cursor=" + rest, NDJSON)), is(items.subList(1_999, COUNT)));
        String restOfCsv = Csv.read(export(api, list + "&limit=10", CSV).body()).get(9).get("nextCursor");
        assertThat(lines(export(api, list + "&limit=1&cursor=" + restOfCsv, NDJSON)).get(0).get("id"),
                is(items.get(10).get("id")));
        assertThat(lines(export(api, "/messages?organization=" + scenario.organizationId(), NDJSON)).size(), is(COUNT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deliveries", "/messages", "/endpoints", "/enablements", "/applications", "/organizations"})
    void aTenantExportsWhatItSeesInTheList(String list, Tenant tenant, Tenant other) {
        for (Api caller : List.of(tenant.organizationKey, tenant.applicationKey, other.organizationKey, tenant.siblingKey)) {
            String page = list.equals("/organizations") ? list + "?application=" + tenant.application : list;
            HttpResponse<String> json = caller.get(page);
            HttpResponse<String> file = export(caller, page, NDJSON);
            assertThat(file.statusCode(), is(json.statusCode()));
            if (json.statusCode() == 200) {
                List<JsonNode> items = new ArrayList<>();
                Api.json(json, 200).get("items").forEach(items::add);
                assertThat(lines(file), is(items));
                assertThat(Csv.read(export(caller, page, CSV).body()).size(), is(items.size()));
            }
        }
        assertThat(export(api.withKey(null), list, CSV).statusCode(), is(401));
        assertThat(export(Tenant.keyOf(api, "producer"), list, CSV).statusCode(), is(403));
    }

    @Test
    void theOtherListsAreExportedToo(Tenant tenant) {
        String object = "?organization=" + tenant.organization + "&resourceId=t1";
        for (String list : List.of("/changes" + object, "/rejected-messages?protocol=none",
                "/intake-refusals?organization=" + tenant.organization, "/audit-log?object=" + tenant.endpoint,
                "/applications/" + tenant.application + "/endpoints", "/organizations/" + tenant.organization
                + "/applications", "/organizations?q=no-such-organization")) {
            List<JsonNode> items = api.list(list);
            assertThat(list, lines(export(api, list, NDJSON)), is(items));
            assertThat(list, Csv.read(export(api, list, CSV).body()).size(), is(items.size()));
        }
    }

    @Test
    void textInACellIsNoFormulaAndAnObjectHasColumns() {
        String name = "=HYPERLINK(\"http://x\"), \u00e4";
        Api.json(api.patch("/applications/" + scenario.applicationId(), Json.object("name", name, "contact",
                Json.raw(Json.object("name", "A\nB", "phone", "+49 30 1")))), 200);
        HttpResponse<String> csv = export(api, "/applications?organization=" + scenario.organizationId(), CSV);
        assertThat(csv.body(), startsWith("id,name,ownerOrganizationId,contact.name,contact.email,contact.phone,"));
        Map<String, String> row = Csv.read(csv.body()).get(0);
        assertThat(row.get("id"), is(scenario.applicationId()));
        assertThat(row.get("name"), is("'" + name));
        assertThat(row.get("contact.name"), is("A\nB"));
        assertThat(row.get("contact.phone"), is("'+49 30 1"));
        assertThat(row.get("contact.email"), is(""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "*/*|application/json", "application/json|application/json", "application/x-ndjson|application/x-ndjson",
        "text/csv|text/csv", "text/csv;q=0.5, application/json|application/json", "text/*|text/csv",
        "text/html,application/xhtml+xml,*/*;q=0.8|application/json"})
    void theFormatIsTheOneThatTheClientPrefers(String accept, String type) {
        HttpResponse<String> answer = export(api, "/enablements?organization=" + scenario.organizationId(), accept);
        assertThat(answer.statusCode(), is(200));
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow(), startsWith(type));
    }

    @Test
    void whatCannotBeExportedIsAProblem() {
        for (String wrong : List.of("/deliveries?limit=100001", "/deliveries?limit=0", "/deliveries?status=lost",
                "/deliveries?cursor=x", "/organizations?parent=x", "/audit-log?from=x")) {
            HttpResponse<String> answer = export(api, wrong, CSV);
            assertThat(wrong, answer.statusCode(), is(400));
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow(), is("application/problem+json"));
        }
        assertThat(export(api, "/api-keys", CSV).statusCode(), is(406));
        assertThat(export(api, "/deliveries", "text/html").statusCode(), is(406));
        assertThat(export(api, "/applications/none/endpoints", CSV).statusCode(), is(404));
        assertThat(api.send(api.request("/deliveries").header("Accept", CSV).method("HEAD",
                BodyPublishers.noBody())).statusCode(), is(200));
    }

    private static HttpResponse<String> export(Api caller, String list, String accept) {
        return caller.send(caller.request(list).header("Accept", accept).GET());
    }

    private static List<JsonNode> lines(HttpResponse<String> file) {
        assertThat(file.body(), file.statusCode(), is(200));
        return file.body().lines().map(Api::json).toList();
    }
}
