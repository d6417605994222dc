package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.Tenant;
import io.carillon.blackbox.support.TokenIssuer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.jms.JMSContext;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The production shape: the same file with a PostgreSQL and a broker of its own, and all that can be closed closed. */
@Tag("later")
@Order(3)
@TestMethodOrder(OrderAnnotation.class)
class SharedPartsIT {

    private static final int KEYS = 14;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final List<String> CLOSED = List.of("/metrics", "/openapi", "/docs/", "/docs/problems/not-found");

    @TempDir
    static Path folder;

    private static BrokerProcess broker;
    private static EmbeddedPostgres postgres;
    private static TokenIssuer tokens;
    private static CarillonProcess carillon;

    @BeforeAll
    static void start() throws Exception {
        broker = new BrokerProcess(folder).start();
        postgres = EmbeddedPostgres.start();
        tokens = new TokenIssuer(folder);
        carillon = new CarillonProcess(folder, settings()).patient().start();
    }

    @AfterAll
    static void stop() throws Exception {
        carillon.close();
        postgres.close();
        broker.close();
    }

    @Test
    void operatorsAloneOpenClosedPaths() {
        Api api = carillon.api();
        isRejected(api, null);
        isRejected(api, "Bearer ck_wrong");
        isRejected(api, "Basic " + CarillonProcess.OPERATOR_KEY);
        isRejected(api, "Bearer " + tokens.token("bob", "producer", Duration.ofSeconds(5)));
        isAccepted(api, "Bearer " + CarillonProcess.OPERATOR_KEY);
        isAccepted(api, "bearer " + CarillonProcess.OPERATOR_KEY);
        isAccepted(api, "Bearer " + tokens.token("alice", "operator", Duration.ofSeconds(5)));
    }

    private static void isRejected(Api api, String authorization) {
        for (String path : CLOSED) {
            HttpResponse<String> answer = get(api, path, authorization);
            assertThat(path + " " + authorization, answer.statusCode(), is(401));
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""), is("Bearer"));
            assertThat(answer.headers().firstValue("Cache-Control").orElse(""), is("no-store"));
            assertThat(answer.headers().firstValue("Content-Type").orElse(""), startsWith("application/problem+json"));
        }
    }

    private static void isAccepted(Api api, String authorization) {
        for (String path : CLOSED) {
            assertThat(path + " " + authorization, get(api, path, authorization).statusCode(), is(200));
        }
    }

    private static HttpResponse<String> get(Api api, String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api.base().resolve(path)).GET();
        return api.send(authorization == null ? request : request.header("Authorization", authorization));
    }

    @Test
    void anApplicationFindsTheOrganizationsThatEnableIt() {
        Api api = carillon.api();
        Api.json(api.post("/organizations", Json.object("id", 7, "name", "Enables it")), 201);
        Api.json(api.post("/organizations", Json.object("id", 8, "name", "Does not")), 201);
        String application = Api.json(api.post("/applications", Json.object("name", "A")), 201).get("id").asText();
        Api own = Tenant.keyOf(api, "application:" + application);
        assertThat(own.list("/organizations").size(), is(0));
        Api.json(api.put("/organizations/7/applications/" + application, ""), 200);
        assertThat(own.list("/organizations").stream().map(found -> found.get("id").asInt()).toList(), is(List.of(7)));
        assertThat(own.get("/organizations/7").statusCode(), is(200));
        assertThat(own.get("/organizations/8").statusCode(), is(404));
    }

    /** What the broker gave up on is tried once more. Only the service may send to that queue, so the test is that user. */
    @Test
    void aDeadLetterTakesEffectOnceOrIsSeen() throws Exception {
        try (Receiver receiver = new Receiver();
                ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(
                        broker.url(), BrokerProcess.SERVICE, BrokerProcess.PASSWORD);
                JMSContext jms = factory.createContext()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            Rejected rejected = Rejected.in(carillon.api());

            String bad = "no change " + Scenario.aNewId();
            String array = "[" + scenario.aChange("team", "update", "t1") + ",\"" + bad + "\"]";
            for (String queue : List.of("carillon.changes", "carillon.dead-letter")) {
                jms.createProducer().setProperty("_AMQ_DUPL_ID", "d-1").send(jms.createQueue(queue), array);
            }
            rejected.await(('"' + bad + '"').getBytes(UTF_8));
            jms.createProducer().send(jms.createQueue("carillon.dead-letter"), scenario.aChange("team", "update", "last"));
            await().atMost(LIMIT).until(() -> ids(endpoint).contains("last"));
            assertThat(rejected.withBody(('"' + bad + '"').getBytes(UTF_8)).size(), is(1));
            assertThat(ids(endpoint), is(List.of("t1", "last")));

            jms.createProducer().send(jms.createQueue("carillon.dead-letter"), jms.createStreamMessage());
            await().atMost(LIMIT).until(() -> rejected.list("reason=type-unusable").findAny().isPresent());

            String late = scenario.aChange("team", "update", "late");
            jms.createProducer().setTimeToLive(100).setDeliveryDelay(500).send(jms.createQueue("carillon.changes"), late);
            JsonNode expired = rejected.await(late.getBytes(UTF_8));
            assertThat(expired.get("reason").asText(), is("expired"));
            carillon.api().post("/rejected-messages/" + expired.get("id").asText() + "/requeue", "");
            await().atMost(LIMIT).until(() -> ids(endpoint).contains("late"));
        }
    }

    private static List<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(one -> one.json().get("resourceId").asText()).toList();
    }

    /** The last one, because no key can be made afterwards. */
    @Test
    @Order(Integer.MAX_VALUE)
    void aChangeGoesItsWayOverAnotherBrokerAndPostgreSql() throws Exception {
        try (Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint instant = scenario.anEndpoint().full().instant().create();
            Endpoint coalesced = scenario.anEndpoint().thin().coalesced().create();
            scenario.post(scenario.aChange("team", "update", "t1"), scenario.aChange("team", "create", "t1"));
            instant.awaitReceived(2);
            assertThat(coalesced.awaitReceived(1).get(0).json().get("resourceOperation").asText(), is("create"));
            coalesced.awaitDelivery("succeeded");
            assertThat(coalesced.sample("event.created").get("outcome").asText(), is("succeeded"));
            tenantsAndTheAuditLogWorkThereToo(carillon.api(), receiver);
            refusalsAreShownToThoseWhomTheyConcern(carillon.api(), new Tenant(carillon.api(), receiver));
            thereAreAsManyKeysAsTheSettingSays(carillon.api());
        }
    }

    private static void tenantsAndTheAuditLogWorkThereToo(Api operator, Receiver receiver) {
        Tenant tenant = new Tenant(operator, receiver);
        for (Api key : List.of(tenant.organizationKey, tenant.applicationKey)) {
            assertThat(Api.json(key.get("/deliveries"), 200).at("/items/0/id").asText(), is(tenant.delivery));
            assertThat(Api.json(key.get("/organizations"), 200).get("items").findValuesAsText("id"),
                    hasItem(String.valueOf(tenant.organization)));
        }
        aTenantMakesAsManyKeysAsTheSettingSays(operator, tenant);
        String deeds = "/audit-log?actor=key_operator&action=application.created"
                + "&from=2020-01-01T00:00:00Z&to=9999-01-01T00:00:00Z";
        assertThat(Api.json(operator.get(deeds + "&object=" + tenant.application), 200).get("items").size(), is(1));
        assertThat(operator.get("/deliveries?resourceId=%00").statusCode(), is(400));
    }

    private static void aTenantMakesAsManyKeysAsTheSettingSays(Api operator, Tenant tenant) {
        String wish = Json.object("name", "one more", "scope", "application:" + tenant.application);
        assertThat(tenant.organizationKey.post("/api-keys", wish).statusCode(), is(201));
        for (Api key : List.of(tenant.organizationKey, tenant.applicationKey)) {
            assertThat(Api.json(key.post("/api-keys", wish), 409).get("detail").asText(),
                    containsString("CARILLON_MAX_TENANT_KEYS"));
        }
        assertThat(operator.post("/api-keys", wish).statusCode(), is(201));
    }

    /** Rows that the service wrote minutes ago. */
    private static void refusalsAreShownToThoseWhomTheyConcern(Api operator, Tenant tenant) throws SQLException {
        String own = Api.json(tenant.organizationKey.get("/me"), 200).get("keyId").asText();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement sql = connection.createStatement()) {
            for (String key : List.of("key_operator", own)) {
                sql.execute("INSERT INTO intake_refusal (id, at, key_id, status, reason, detail, organization_id, requests)"
                        + " VALUES ('rf_" + key + "', now(), '" + key + "', 422, 'value-wrong', 'is wrong', "
                        + tenant.organization + ", 3)");
            }
        }
        String mine = "/intake-refusals?organization=" + tenant.organization + "&reason=value-wrong";
        assertThat(Api.json(operator.get(mine), 200).get("items").findValuesAsText("keyId"), is(List.of("key_operator", own)));
        JsonNode seen = Api.json(tenant.organizationKey.get("/intake-refusals?limit=1"), 200);
        assertThat(seen.at("/items/0/requests").asInt(), is(3));
        assertThat(seen.at("/items/0").has("keyId"), is(false));
        JsonNode next = Api.json(tenant.organizationKey.get("/intake-refusals?limit=1&cursor="
                + seen.get("nextCursor").asText()), 200);
        assertThat(next.at("/items/0/keyId").asText(), is(own));
        assertThat(Api.json(tenant.organizationKey.get("/intake-refusals?key=" + own), 200).get("items").size(), is(1));
        assertThat(Api.json(tenant.organizationKey.get("/intake-refusals?key=key_operator"), 200).get("items").size(), is(0));
        assertThat(Api.json(Tenant.keyOf(operator, "producer").get("/intake-refusals"), 200).get("items").size(), is(0));
    }

    private static void thereAreAsManyKeysAsTheSettingSays(Api operator) {
        String wish = Json.object("name", "one more", "scope", "producer");
        HttpResponse<String> last = Stream.generate(() -> operator.post("/api-keys", wish)).limit(KEYS)
                .filter(answer -> answer.statusCode() != 201).findFirst().orElseThrow();
        assertThat(Api.json(last, 409).get("type").asText(), is("https://carillon.io/problems/limit-reached"));
        List<JsonNode> keys = operator.list("/api-keys");
        assertThat(keys.size(), is(KEYS));
        String one = keys.stream().filter(key -> key.get("name").asText().equals("one more")).findFirst().orElseThrow()
                .get("id").asText();
        assertThat(operator.delete("/api-keys/" + one).statusCode(), is(204));
        assertThat(operator.post("/api-keys", wish).statusCode(), is(201));
    }

    @Test
    void aSharedDatabaseWithoutASecretsKeyIsRefused(@TempDir Path home) throws Exception {
        Map<String, String> settings = settings();
        settings.remove("CARILLON_SECRETS_KEY");
        try (CarillonProcess refused = new CarillonProcess(home, settings)) {
            Process process = refused.launch();
            assertThat(process.waitFor(60, TimeUnit.SECONDS), is(true));
            assertThat(process.exitValue(), is(1));
            assertThat(refused.log(), containsString("CARILLON_SECRETS_KEY"));
        }
    }

    private static Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(tokens.settings());
        settings.putAll(broker.settings());
        settings.putAll(Map.of(
                "CARILLON_OPEN_METRICS", "false",
                "CARILLON_OPEN_OPENAPI", "false",
                "CARILLON_DIRECTORY", "enabled",
                "CARILLON_MAX_KEYS", String.valueOf(KEYS),
                "CARILLON_MAX_TENANT_KEYS", "4",
                "CARILLON_DB_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "CARILLON_DB_USER", "postgres",
                "CARILLON_DB_PASSWORD", "postgres",
                "CARILLON_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32])));
        return settings;
    }
}
