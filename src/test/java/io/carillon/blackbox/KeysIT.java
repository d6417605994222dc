package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and tokens from their making to their end, and the log of who did what. */
@QuietService
class KeysIT {

    @Test
    void aKeyIsShownOnceAndItsUseIsVisible(Service service) {
        JsonNode made = aKey(service, "producer", "");
        String id = made.get("id").asText();
        assertThat(made.get("key").asText(), startsWith("ck_"));
        JsonNode before = Api.json(service.api().get("/api-keys/" + id), 200);
        assertThat(before.has("key") || before.has("lastUsedAt"), is(false));
        assertThat(service.api().get("/api-keys?limit=200").body(), not(containsString(made.get("key").asText())));
        service.api().withKey(made.get("key").asText()).get("/organizations");
        assertThat(Api.json(service.api().get("/api-keys/" + id), 200).get("lastUsedAt"), notNullValue());
    }

    @Test
    void aRevokedKeyEndsAtOnceAndStaysInTheList(Service service) {
        JsonNode made = aKey(service, "operator", "");
        Api key = service.api().withKey(made.get("key").asText());
        assertThat(key.get("/organizations").statusCode(), is(200));
        String path = "/api-keys/" + made.get("id").asText();
        assertThat(service.api().delete(path).statusCode(), is(204));
        assertThat(key.get("/organizations").statusCode(), is(401));
        assertThat(service.api().delete(path).statusCode(), is(204));
        assertThat(Api.json(service.api().get(path), 200).has("revokedAt"), is(true));
    }

    @Test
    void anExpiredKeyIsNone(Service service) {
        JsonNode made = aKey(service, "operator", ",\"expiresAt\":\"" + Instant.now().plusSeconds(2) + "\"");
        Api key = service.api().withKey(made.get("key").asText());
        assertThat(key.get("/organizations").statusCode(), is(200));
        await().atMost(Duration.ofSeconds(10)).until(() -> key.get("/organizations").statusCode() == 401);
    }

    @Test
    void nameAndExpiryOfAKeyCanBeChanged(Service service) {
        JsonNode made = aKey(service, "operator", "");
        Api key = service.api().withKey(made.get("key").asText());
        String path = "/api-keys/" + made.get("id").asText();
        JsonNode renamed = Api.json(service.api().patch(path, "{\"name\":\"night shift\"}"), 200);
        assertThat(renamed.get("name").asText(), is("night shift"));
        assertThat(renamed.has("expiresAt") || renamed.has("key"), is(false));
        assertThat(Api.json(service.api().put(path, renamed.toString()), 200), is(renamed));
        for (String fixed : List.of("{\"scope\":\"producer\"}", "{\"producer\":\"x\"}", "{\"id\":\"key_1\"}",
                "{\"expiresAt\":\"2020-01-01T00:00:00Z\"}", "{\"name\":null}")) {
            Api.json(service.api().patch(path, fixed), 422);
        }
        Api.json(service.api().patch(path, "{\"expiresAt\":\"" + Instant.now().plusSeconds(2) + "\"}"), 200);
        await().atMost(Duration.ofSeconds(10)).until(() -> key.get("/organizations").statusCode() == 401);
        Api.json(service.api().patch(path, "{\"expiresAt\":null}"), 200);
        await().atMost(Duration.ofSeconds(5)).until(() -> key.get("/organizations").statusCode() == 200);
        assertThat(service.api().delete(path).statusCode(), is(204));
        Api.json(service.api().patch(path, "{\"name\":\"gone\"}"), 200);
        assertThat(key.get("/organizations").statusCode(), is(401));
        assertThat(Api.json(service.api().get("/audit-log?object=" + made.get("id").asText() + "&action=api-key.changed"), 200)
                .get("items").size(), is(4));
    }

    @Test
    void keysAreFoundByScopeAndByTheirLastUse(Service service, Tenant tenant) {
        String scope = "/api-keys?scope=application:" + tenant.application;
        Instant before = Instant.now();
        aKey(service, "producer", "");
        JsonNode unused = aKey(service, "application:" + tenant.application, "");
        tenant.applicationKey.get("/event-types");
        assertThat(idsOf(service, scope).size(), is(2));
        assertThat(idsOf(service, scope + "&unusedSince=" + Instant.now().plusSeconds(60)).size(), is(2));
        assertThat(idsOf(service, scope + "&unusedSince=" + before.minusSeconds(3_600)), is(List.of()));
        assertThat(idsOf(service, "/api-keys?scope=producer&limit=1").size(), is(1));
        assertThat(idsOf(service, scope), hasItem(unused.get("id").asText()));
        assertThat(service.api().get("/api-keys?scope=nobody").statusCode(), is(400));
        assertThat(service.api().get("/api-keys?unusedSince=yesterday").statusCode(), is(400));
    }

    private static List<String> idsOf(Service service, String list) {
        return Api.json(service.api().get(list), 200).get("items").findValuesAsText("id");
    }

    @Test
    void theIdsOfChangesCountForEachProducer(Service service, Scenario scenario) {
        Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
        JsonNode office = aKey(service, "producer", "");
        JsonNode scores = aKey(service, "producer", "");
        JsonNode alsoOffice = aKey(service, "producer", ",\"producer\":\"" + office.get("id").asText() + "\"");
        assertThat(office.get("producer").asText(), is(office.get("id").asText()));
        assertThat(alsoOffice.get("producer").asText(), is(office.get("id").asText()));
        for (JsonNode key : List.of(office, scores, alsoOffice, office)) {
            Api.json(service.api().withKey(key.get("key").asText()).post("/changes",
                    scenario.aChange("team", "update", "t1").replaceFirst("\\{", "{\"id\":\"c-1\",")), 202);
        }
        scenario.post(scenario.aChange("team", "update", "last"));
        await().until(() -> endpoint.received().stream().anyMatch(one -> one.body().contains("\"last\"")));
        assertThat(endpoint.received().stream().filter(one -> one.body().contains("\"t1\"")).count(), is(2L));
    }

    @Test
    void theLastOperatorKeyCannotBeRevoked(Service service) {
        service.api().list("/api-keys").forEach(key -> {
            boolean other = key.get("scope").asText().equals("operator") && !key.get("id").asText().equals("key_operator");
            if (other) {
                service.api().delete("/api-keys/" + key.get("id").asText());
            }
        });
        assertThat(service.api().delete("/api-keys/key_operator").statusCode(), is(409));
        assertThat(service.api().get("/organizations").statusCode(), is(200));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\":\"x\",\"scope\":\"admin\"} | /scope",
        "{\"name\":\"x\",\"scope\":\"organization:1\"} | /scope",
        "{\"name\":\"x\",\"scope\":\"application:app_none\"} | /scope",
        "{\"name\":\"\",\"scope\":\"producer\"} | /name",
        "{\"name\":\"x\",\"scope\":\"producer\",\"producer\":\"\"} | /producer",
        "{\"name\":\"x\"} | /scope",
        "{\"name\":\"x\",\"scope\":\"producer\",\"expiresAt\":\"2001-01-01T00:00:00Z\"} | /expiresAt",
        "{\"name\":\"x\",\"scope\":\"producer\",\"expiresAt\":\"tomorrow\"} | /expiresAt"})
    void aKeyThatCannotBeIsRefused(String body, String pointer, Service service) {
        JsonNode problem = Api.json(service.api().post("/api-keys", body), 422);
        assertThat(problem.findValuesAsText("pointer"), hasItem(pointer));
    }

    @Test
    void aTokenOpensWhatItsScopeSays(Service service, Scenario scenario) {
        assumeTrue(service.tokens() != null, "only the service that the suite starts knows its issuer");
        String scope = "organization:" + scenario.organizationId();
        Api token = service.api().withKey(service.tokens().token("alice", scope, Duration.ofSeconds(5)));
        assertThat(Api.json(token.get("/organizations"), 200).at("/items/0/id").asLong(), is(scenario.organizationId()));
        assertThat(token.get("/organizations/1").statusCode(), is(404));
        assertThat(token.get("/settings").statusCode(), is(403));
        Api old = service.api().withKey(service.tokens().token("alice", scope, Duration.ofMinutes(10)));
        assertThat(old.get("/organizations").statusCode(), is(401));
        JsonNode made = Api.json(token.post("/applications", Json.object("name", "by token")), 201);
        JsonNode entry = audit(service, "?object=" + made.get("id").asText()).get(0);
        assertThat(entry.get("actorId").asText(), is("jwt:alice"));
    }

    @Test
    void everyKeyAndTokenMayAskWhatItIs(Service service, Tenant tenant) {
        Instant end = Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS);
        JsonNode producer = aKey(service, "producer", ",\"expiresAt\":\"" + end + "\"");
        assertThat(me(service.api().withKey(producer.get("key").asText())), is(Api.json(Json.object("keyId",
                producer.get("id").asText(), "name", "test", "scope", "producer", "role", "producer",
                "capabilities", List.of("view", "report"), "expiresAt", end))));
        JsonNode organization = me(tenant.organizationKey);
        assertThat(organization.get("organization").toString(), is(Json.object("id", tenant.organization, "name", "Tenant")));
        assertThat(organization.has("application") || organization.has("expiresAt"), is(false));
        JsonNode application = me(tenant.applicationKey);
        assertThat(application.get("application").toString(), is(Json.object("id", tenant.application, "name", "Tenant")));
        assertThat(application.get("scope").asText(), is("application:" + tenant.application));
        assertThat(application.get("role").asText(), is("application"));
        assertThat(application.has("organization"), is(false));
        assertThat(me(service.api()).get("role").asText(), is("operator"));
        if (service.tokens() != null) {
            JsonNode token = me(service.api().withKey(
                    service.tokens().token("alice", "organization:1", Duration.ofSeconds(5))));
            assertThat(token.get("keyId").asText(), is("jwt:alice"));
            assertThat(Instant.parse(token.get("expiresAt").asText()).isAfter(Instant.now()), is(true));
            assertThat(token.get("organization").toString(), is(Json.object("id", 1)));
        }
    }

    private static JsonNode me(Api key) {
        return Api.json(key.get("/me"), 200);
    }

    @Test
    void everyDeedIsInTheLogWithItsBeforeAndAfter(Service service, Tenant tenant) {
        String endpoint = tenant.newEndpoint();
        String secret = Api.json(tenant.applicationKey.get("/endpoints/" + endpoint + "/secret"), 200).get("secret").asText();
        Api.json(tenant.applicationKey.patch("/endpoints/" + endpoint,
                "{\"description\":\"new\",\"headers\":{\"Authorization\":\"geheim\"}}"), 200);
        Api.json(tenant.applicationKey.post("/endpoints/" + endpoint + "/secret/rotate", ""), 200);
        assertThat(tenant.organizationKey.delete("/endpoints/" + endpoint).statusCode(), is(204));
        JsonNode log = audit(service, "?object=" + endpoint);
        assertThat(log.findValuesAsText("action"), is(List.of("endpoint.deleted", "endpoint.secret-rotated",
                "endpoint.changed", "endpoint.secret-shown", "endpoint.created")));
        assertThat(log.get(2).at("/before").has("description"), is(false));
        assertThat(log.get(2).at("/after/description").asText(), is("new"));
        assertThat(log.get(2).at("/after/headers/Authorization").asText(), is("***"));
        assertThat(log.toString(), not(containsString(secret)));
        assertThat(log.toString(), not(containsString("geheim")));
    }

    @Test
    void theLogIsFilteredAndPaged(Service service, Tenant tenant) {
        JsonNode created = audit(service, "?action=application.created&object=" + tenant.application);
        assertThat(created.size(), is(1));
        assertThat(created.at("/0/actorId").asText(), is("key_operator"));
        assertThat(audit(service, "?object=" + tenant.application + "&actor=key_none").size(), is(0));
        assertThat(audit(service, "?object=" + tenant.application + "&from=2100-01-01T00:00:00Z").size(), is(0));
        JsonNode first = Api.json(service.api().get("/audit-log?limit=2"), 200);
        JsonNode second = Api.json(service.api().get("/audit-log?limit=2&cursor=" + first.get("nextCursor").asText()), 200);
        assertThat(first.findValuesAsText("id"), not(hasItem(second.at("/items/0/id").asText())));
        assertThat(service.api().get("/audit-log?from=yesterday").statusCode(), is(400));
    }

    @Test
    void aRefusedDeedIsNotInTheLog(Service service) {
        String name = Scenario.aNewId();
        service.api().post("/applications", Json.object("name", name, "ownerOrganizationId", 3));
        assertThat(service.api().get("/audit-log?limit=200").body(), not(containsString(name)));
    }

    private static JsonNode audit(Service service, String query) {
        return Api.json(service.api().get("/audit-log" + query), 200).get("items");
    }

    private static JsonNode aKey(Service service, String scope, String more) {
        return Api.json(service.api().post("/api-keys", "{\"name\":\"test\",\"scope\":\"%s\"%s}".formatted(scope, more)), 201);
    }
}
