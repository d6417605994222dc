package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes no more: intake says so at once and is open again when there is room. */
@Tag("long")
class BrokerFullIT {

    @TempDir
    Path folder;

    @Test
    void aDiskThatIsNearlyFullAndPagesThatAreFullAre503() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                BrokerProcess broker = new BrokerProcess(folder).start("-Dcarillon.broker.max-disk-usage=0");
                Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, settings(broker, postgres))) {
            carillon.launch();
            await().atMost(Duration.ofMinutes(2)).ignoreException(UncheckedIOException.class)
                    .until(() -> health(carillon.api()).contains("The broker does not accept messages."));
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            assertRefusedAtOnce(carillon.api(), scenario.aChange("team", "update", "refused"));

            broker.kill();
            broker.start("-Dcarillon.broker.max-size=500K", "-Dcarillon.broker.page-size=500K",
                    "-Dcarillon.broker.page-limit=2M");
            await().atMost(Duration.ofSeconds(60)).until(() -> carillon.api().isReady());
            Set<String> accepted = postUntilRefused(scenario, carillon.api(), postgres);
            assertThat("accepted before it was full", accepted.size(), is(greaterThan(20)));
            await().atMost(Duration.ofSeconds(90)).until(() -> ids(endpoint).containsAll(accepted));
            scenario.post(scenario.aChange("team", "update", "open again"));
            await().atMost(Duration.ofSeconds(30)).until(() -> ids(endpoint).contains("open again"));
        }
    }

    /** While the inbox is locked, nothing leaves the queue. */
    private static Set<String> postUntilRefused(Scenario scenario, Api api, EmbeddedPostgres postgres) throws SQLException {
        Set<String> accepted = new HashSet<>();
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement lock = connection.createStatement()) {
            connection.setAutoCommit(false);
            lock.execute("LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE");
            for (int i = 0; i < 1_000; i++) {
                HttpResponse<String> answer = api.post("/changes", large(scenario, "t" + i));
                if (answer.statusCode() != 202) {
                    assertThat(answer.body(), answer.statusCode(), is(503));
                    assertThat(answer.headers().firstValue("Retry-After").orElse(""), is("5"));
                    return accepted;
                }
                accepted.add("t" + i);
            }
        }
        throw new AssertionError("it took a thousand large changes and was not full");
    }

    private static void assertRefusedAtOnce(Api api, String change) {
        long start = System.nanoTime();
        HttpResponse<String> answer = api.post("/changes", change);
        assertThat(answer.body(), answer.statusCode(), is(503));
        assertThat(answer.headers().firstValue("Retry-After").orElse(""), is("5"));
        assertThat(Duration.ofNanos(System.nanoTime() - start).toSeconds(), is(lessThan(15L)));
    }

    private static String health(Api api) {
        return api.root("/health/ready").body();
    }

    private static String large(Scenario scenario, String id) {
        return scenario.anEvent("team.updated", id, "{\"text\":\"" + "x".repeat(60_000) + "\"}");
    }

    private static Set<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(one -> one.json().get("resourceId").asText()).collect(Collectors.toSet());
    }

    private static Map<String, String> settings(BrokerProcess broker, EmbeddedPostgres postgres) {
        return Map.of("CARILLON_BROKER_URL", broker.url(), "CARILLON_BROKER_USER", BrokerProcess.SERVICE,
                "CARILLON_BROKER_PASSWORD", BrokerProcess.PASSWORD,
                "CARILLON_DB_URL", "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres",
                "CARILLON_DB_USER", "postgres", "CARILLON_DB_PASSWORD", "postgres",
                "CARILLON_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32]));
    }
}
