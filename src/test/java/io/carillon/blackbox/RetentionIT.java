package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.CoreProducer;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Receiver.Answer;
import io.carillon.blackbox.support.Rejected;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.carillon.blackbox.support.TimeMachine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is older than its setting goes, what is pending or was delivered again lately stays. */
@Tag("long")
class RetentionIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void whatIsOldGoesWhatIsPendingOrFreshStays() {
        try (TimeMachine time = new TimeMachine(Instant.parse("2031-03-01T08:00:00Z")); Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(CarillonProcess.aNewFolder(), withSlowRetries(time)).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint wellDay = scenario.anEndpoint().thin().instant().create();
            Endpoint waiting = scenario.anEndpoint().thin().instant().retrying().to("event.*")
                    .answering(received -> Answer.status(500)).create();
            scenario.post(named("c-1", scenario.aChange("team", "update", "old")));
            scenario.post(scenario.aChange("team", "update", "again"));
            scenario.post(scenario.aChange("event", "update", "pending"));
            await().atMost(LIMIT).until(() -> succeeded(wellDay) == 3 && attempts(waiting) == 1);
            reject(carillon);

            time.pass(Duration.ofDays(6));
            scenario.post(named("c-1", scenario.aChange("team", "update", "old")));
            scenario.post(scenario.aChange("team", "delete", "witness"));
            await().atMost(LIMIT).until(() -> succeeded(wellDay) == 4);
            assertThat("inbox", time.number("SELECT count(*) FROM inbox"), is(4L));
            time.pass(Duration.ofDays(2));
            await().atMost(LIMIT).until(() -> time.number("SELECT count(*) FROM inbox") == 1);
            scenario.post(named("c-1", scenario.aChange("team", "update", "old")));
            await().atMost(LIMIT).until(() -> succeeded(wellDay) == 5);

            time.pass(Duration.ofDays(21));
            Api.json(carillon.api().post("/deliveries/" + of(wellDay, "again") + "/redeliver", ""), 202);
            await().atMost(LIMIT).until(() -> wellDay.received().size() == 6 && succeeded(wellDay) == 5);
            time.pass(Duration.ofDays(2));
            await().atMost(LIMIT).until(() -> wellDay.deliveries().size() == 4);
            assertThat("messages", time.number("SELECT count(*) FROM message WHERE mode = 'instant'"), is(4L));
            assertThat("attempts", time.number("SELECT count(*) FROM attempt"), is(6L));
            assertThat(time.number("SELECT count(*) FROM delivery WHERE state = 'pending'"), is(1L));
            await().atMost(LIMIT).until(() -> Rejected.in(carillon.api()).list("").findAny().isEmpty());
            assertThat(carillon.api().root("/metrics").body(), containsString("carillon_retention_removed_total"));
            assertThat(carillon.log(), containsString("retention.removed messages=1"));
        }
    }

    @Test
    void theEmbeddedDatabaseForgetsToo() throws SQLException {
        try (Receiver receiver = new Receiver(); CarillonProcess carillon = new CarillonProcess(folder, Map.of()).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            Scenario other = new Scenario(carillon.api(), receiver);
            Endpoint unread = other.anEndpoint().instant().polled();
            other.post(other.aChange("team", "update", "unread"));
            scenario.post(named("c-1", scenario.aChange("team", "update", "old")));
            await().atMost(LIMIT).until(() -> succeeded(endpoint) == 1);
            unread.awaitDelivery("available");
            reject(carillon);
            carillon.terminate();
            makeEverythingOlder(carillon);
            carillon.start();
            await().atMost(LIMIT).until(() -> endpoint.deliveries().isEmpty());
            JsonNode expired = unread.awaitDelivery("cancelled");
            assertThat(expired.get("reason").asText(), is("expired"));
            await().atMost(LIMIT).until(() -> Api.json(carillon.api().get("/audit-log"), 200).get("items").isEmpty());
            await().atMost(LIMIT).until(() -> Rejected.in(carillon.api()).list("").findAny().isEmpty());
            scenario.post(named("c-1", scenario.aChange("team", "update", "old")));
            await().atMost(LIMIT).until(() -> succeeded(endpoint) == 1);
        }
    }

    private static Map<String, String> withSlowRetries(TimeMachine time) {
        Map<String, String> settings = time.settings();
        settings.put("CARILLON_RETRY_SCHEDULE", "PT0S,P60D");
        return settings;
    }

    private static void makeEverythingOlder(CarillonProcess stopped) throws SQLException {
        String url = "jdbc:h2:file:" + stopped.home().resolve("database/carillon") + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "carillon", "");
                Statement sql = connection.createStatement()) {
            sql.execute("UPDATE inbox SET received_at = received_at - INTERVAL '31' DAY");
            sql.execute("UPDATE message SET created_at = created_at - INTERVAL '31' DAY");
            sql.execute("UPDATE delivery SET completed_at = completed_at - INTERVAL '31' DAY");
            sql.execute("UPDATE polled_delivery SET arrived_at = arrived_at - INTERVAL '31' DAY");
            sql.execute("UPDATE audit_entry SET at = at - INTERVAL '366' DAY");
            sql.execute("UPDATE rejected_message SET rejected_at = rejected_at - INTERVAL '31' DAY");
        }
    }

    private static void reject(CarillonProcess carillon) {
        try (CoreProducer producer = new CoreProducer(Integer.parseInt(carillon.brokerUrl().replaceAll(".*:", "")))) {
            producer.sendText("no change");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        Rejected.in(carillon.api()).await("no change".getBytes(StandardCharsets.UTF_8));
    }

    private static String named(String id, String change) {
        return change.replaceFirst("\\{", "{\"id\":\"" + id + "\",");
    }

    private static long succeeded(Endpoint endpoint) {
        return endpoint.deliveries().findValuesAsText("status").stream().filter("succeeded"::equals).count();
    }

    private static int attempts(Endpoint endpoint) {
        JsonNode deliveries = endpoint.deliveries();
        return deliveries.isEmpty() ? 0 : endpoint.attempts(deliveries.get(0).get("id").asText()).size();
    }

    private static String of(Endpoint endpoint, String resourceId) {
        for (JsonNode delivery : endpoint.deliveries()) {
            if (delivery.get("resourceId").asText().equals(resourceId)) {
                return delivery.get("id").asText();
            }
        }
        throw new AssertionError("no delivery of " + resourceId);
    }
}
