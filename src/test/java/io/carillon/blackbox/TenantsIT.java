package io.carillon.blackbox;

import static io.carillon.blackbox.support.Json.raw;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Who may do what, cell by cell: each operation of the API with a key of each scope, on its own tenant's objects and on
 * another's. An operation that /openapi describes and {@link TenantsTable} does not have is a failure.
 */
@QuietService
class TenantsIT {

    @TestFactory
    List<DynamicTest> everyOperationWithEveryScope(Service service, Tenant tenant, Tenant other) {
        List<List<Api>> callers = List.of(List.of(service.api()), List.of(tenant.organizationKey),
                List.of(tenant.applicationKey), List.of(other.organizationKey),
                List.of(other.applicationKey, tenant.siblingKey), List.of(Tenant.keyOf(service.api(), "producer")));
        List<DynamicTest> tests = new ArrayList<>();
        TenantsTable.ROWS.lines().map(line -> line.split(" +")).forEach(row -> {
            for (int column = 0; column < callers.size(); column++) {
                String expected = row[column + 2];
                for (Api caller : callers.get(column)) {
                    tests.add(DynamicTest.dynamicTest(row[0] + " " + row[1] + " by caller " + (column + 1) + ": " + expected,
                            () -> check(tenant, caller, row[0], row[1], expected)));
                }
            }
            tests.add(DynamicTest.dynamicTest(row[0] + " " + row[1] + " without a key",
                    () -> check(tenant, service.api().withKey(null), row[0], row[1],
                            TenantsTable.WITHOUT_KEY.contains(row[1]) ? row[2] : "401")));
        });
        return tests;
    }

    private static void check(Tenant tenant, Api caller, String method, String template, String expected) {
        switch (template) {
            case "/deliveries/{id}/redeliver" -> tenant.awaitSettled();
            case "/redeliveries" -> tenant.redelivery();
            case "/portal-links" -> tenant.newPortalLink();
            default -> { }
        }
        String path = path(tenant, method, template);
        HttpResponse<String> answer = caller.send(caller.request(path).header("Content-Type", "application/json")
                .method(method, body(tenant, method, template)));
        boolean list = expected.equals("own") || expected.equals("none");
        assertThat(answer.body(), answer.statusCode(), is(list ? 200 : Integer.parseInt(expected)));
        if (list) {
            String object = objectOf(tenant, template);
            assertThat(answer.body(), expected.equals("own") ? containsString(object) : not(containsString(object)));
        }
    }

    private static String objectOf(Tenant tenant, String template) {
        return switch (template) {
            case "/organizations" -> "\"id\":" + tenant.organization + ",";
            case "/deliveries", "/search" -> tenant.delivery;
            case "/redeliveries" -> tenant.redelivery();
            case "/messages" -> tenant.message;
            case "/explanations", "/explanations/dry-run", "/statistics/deliveries" -> tenant.endpoint;
            case "/statistics/changes" -> "\"group\":\"" + tenant.organization + "\"";
            default -> tenant.application;
        };
    }

    static String path(Tenant tenant, String method, String template) {
        String id = method.equals("DELETE") && template.equals("/organizations/{id}") ? String.valueOf(tenant.newOrganization())
                : method.equals("DELETE") && template.equals("/applications/{id}") ? tenant.newApplication()
                : template.startsWith("/organizations") ? String.valueOf(tenant.organization)
                : template.startsWith("/applications") ? tenant.application
                : template.startsWith("/deliveries") ? tenant.delivery
                : template.startsWith("/redeliveries/") ? tenant.redelivery()
                : template.startsWith("/messages") ? tenant.message
                : template.startsWith("/api-keys/") ? tenant.newKey()
                : template.startsWith("/sources/{id}") ? tenant.newSource()
                : template.startsWith("/portal-links/{id}") ? tenant.newPortalLink()
                : template.startsWith("/endpoints/{id}") ? method.equals("GET") ? tenant.endpoint : tenant.newEndpoint()
                : "none";
        boolean enablement = template.endsWith("/applications/{applicationId}");
        return template.replace("{id}", id)
                .replace("{organizationId}", String.valueOf(tenant.organization))
                .replace("{applicationId}", enablement ? tenant.spareApplication : tenant.application)
                .replace("{name}", nameIn(method, template))
                .replace("{changeId}", "c1").replace("{version}", "9")
                + queryOf(tenant, method, template);
    }

    private static String queryOf(Tenant tenant, String method, String template) {
        String object = "?organization=" + tenant.organization + "&resourceId=t1";
        return switch (method + " " + template) {
            case "GET /deliveries", "GET /messages" -> "?limit=200";
            case "GET /changes" -> object;
            case "GET /explanations" -> object + "&resourceType=team";
            case "GET /search" -> "?q=" + tenant.delivery;
            case "GET /stream" -> "?status=unknown";
            case "GET /statistics/deliveries" -> "?by=endpoint&endpoint=" + tenant.endpoint;
            case "GET /statistics/changes" -> "?by=organization&organization=" + tenant.organization;
            default -> "";
        };
    }

    private static String nameIn(String method, String template) {
        boolean reserved = method.equals("DELETE");
        return template.startsWith("/event-types") ? reserved ? "endpoint.failing" : "team.updated"
                : reserved ? "endpoint" : "team";
    }

    static HttpRequest.BodyPublisher body(Tenant tenant, String method, String template) {
        Instant now = Instant.now();
        String body = switch (method + " " + template) {
            case "POST /organizations", "PUT /organizations/{id}" -> Json.object("id", tenant.organization, "name", "Tenant");
            case "POST /applications" -> Json.object("name", "Tenant", "ownerOrganizationId", tenant.organization);
            case "PUT /applications/{id}" -> Json.object("name", "Tenant");
            case "PUT /api-keys/{id}" -> tenant.aWholeKey();
            case "POST /applications/{applicationId}/endpoints" -> tenant.anEndpoint();
            case "PUT /endpoints/{id}" -> tenant.aWholeEndpoint();
            case "POST /endpoints/{id}/filter-checks" -> "{\"filter\":{\"eventType\":\"team.updated\"},\"messages\":10}";
            case "POST /endpoints/{id}/samples" -> Json.object("eventType", "team.updated");
            case "POST /endpoints/{id}/redeliver" -> Json.object("from", now.minusSeconds(60), "to", now);
            case "POST /redeliveries" -> Json.object("application", tenant.application, "from", now, "dryRun", true);
            case "POST /sources", "PUT /sources/{id}" -> tenant.aSource();
            case "POST /sources/{id}/dry-run" -> Json.object("body", raw(Json.object("id", "1")));
            case "POST /broadcasts" -> Json.object("change",
                    Json.raw(Json.object("eventType", "team.updated", "resourceId", "x")), "dryRun", true);
            case "PUT /resource-types/{name}" -> Json.object("create", "notify", "update", "notify", "delete", "notify");
            case "PUT /event-types/{name}" ->
                    Json.object("description", "x", "resourceType", "event", "resourceOperation", "update");
            case "POST /event-types/import", "POST /configuration/import", "POST /configuration/import/svix",
                    "POST /configuration/import/outpost" -> "{}";
            case "POST /changes", "POST /explanations/dry-run", "POST /rejected-messages/{id}/correct" -> tenant.change();
            case "POST /url-checks" -> Json.object("url", "ftp://example.org/");
            case "POST /api-keys" -> Json.object("name", "x", "scope", "application:" + tenant.application,
                    "expiresAt", now.plusSeconds(60));
            case "POST /portal-links", "POST /portal-links/expire" -> Json.object("scope", "application:" + tenant.application);
            case "POST /portal-links/redeem" -> Json.object("code", "none");
            default -> method.equals("PATCH") ? "{}" : null;
        };
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    }

    @Test
    void everyOperationIsInTheTable(Service service) {
        Set<String> described = new TreeSet<>();
        JsonNode paths = Api.json(service.api().openApi()).get("paths");
        paths.properties().stream().filter(path -> path.getKey().startsWith("/api/v1/")).forEach(path ->
                path.getValue().fieldNames().forEachRemaining(member -> {
                    if (Set.of("get", "put", "post", "delete", "patch").contains(member)) {
                        described.add(member.toUpperCase(Locale.ROOT) + " " + path.getKey().substring(7));
                    }
                }));
        Set<String> tested = new TreeSet<>(TenantsTable.ROWS.lines().map(line -> line.split(" +"))
                .map(row -> row[0] + " " + row[1]).toList());
        assertThat(tested, is(described));
    }

    @Test
    void anOrganizationSeesWhatBecameOfItsMessagesButNotWhatAnothersReceiverSaid(Service service, Tenant sender,
            Tenant listener) {
        String enablement = "/organizations/" + sender.organization + "/applications/" + listener.application;
        Api.json(sender.organizationKey.put(enablement, ""), 200);
        Api.json(sender.organizationKey.post("/changes", sender.change()), 202);
        String log = "/deliveries?endpoint=" + listener.endpoint + "&organization=" + sender.organization;
        await().until(() -> sender.organizationKey.get(log).body().contains("succeeded"));
        String id = Api.json(sender.organizationKey.get(log), 200).at("/items/0/id").asText();
        JsonNode attempt = Api.json(sender.organizationKey.get("/deliveries/" + id + "/attempts"), 200).at("/items/0");
        assertThat(attempt.get("status").asInt(), is(200));
        assertThat(Stream.of("detail", "responseBody").anyMatch(attempt::has), is(false));
        assertThat(sender.organizationKey.post("/deliveries/" + id + "/redeliver", "").statusCode(), is(403));
        assertThat(sender.organizationKey.get("/endpoints/" + listener.endpoint).statusCode(), is(404));
        JsonNode whole = Api.json(listener.organizationKey.get("/deliveries/" + id + "/attempts"), 200).at("/items/0");
        assertThat(whole.has("responseBody"), is(true));
        assertThat(sender.organizationKey.delete(enablement).statusCode(), is(204));
    }
}
