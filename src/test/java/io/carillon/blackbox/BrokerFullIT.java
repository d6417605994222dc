package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.blackbox.Scenario.Endpoint;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that takes no more: intake says so at once and is open again when there is room. */
class BrokerFullIT {

    @TempDir
    Path folder;

    @Test
    void aDiskThatIsNearlyFullAndPagesThatAreFullAre503() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(folder).start("-Dcarillon.broker.max-disk-usage=0");
                Receiver receiver = new Receiver();
                CarillonProcess carillon = new CarillonProcess(folder, settings(broker)).start()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            assertRefusedAtOnce(carillon.api(), scenario.aChange("team", "update", "refused"));

            broker.kill();
            broker.start("-Dcarillon.broker.max-size=1M", "-Dcarillon.broker.page-limit=1M");
            Set<String> accepted = new HashSet<>();
            boolean refused = false;
            await().atMost(Duration.ofSeconds(60)).until(() -> carillon.api().isReady());
            for (int i = 0; i < 3_000 && !refused; i++) {
                String id = "t" + i;
                HttpResponse<String> answer = carillon.api().post("/changes", large(scenario, id));
                refused = answer.statusCode() == 503 && answer.headers().firstValue("Retry-After").isPresent();
                if (answer.statusCode() == 202) {
                    accepted.add(id);
                }
            }
            assertThat("refused when its pages were full", refused, is(true));
            await().atMost(Duration.ofSeconds(90)).until(() -> ids(endpoint).containsAll(accepted));
            scenario.post(scenario.aChange("team", "update", "open again"));
            await().atMost(Duration.ofSeconds(30)).until(() -> ids(endpoint).contains("open again"));
        }
    }

    private static void assertRefusedAtOnce(Api api, String change) {
        long start = System.nanoTime();
        HttpResponse<String> answer = api.post("/changes", change);
        assertThat(answer.body(), answer.statusCode(), is(503));
        assertThat(answer.headers().firstValue("Retry-After").orElse(""), is("5"));
        assertThat(Duration.ofNanos(System.nanoTime() - start).toSeconds(), is(lessThan(15L)));
    }

    private static String large(Scenario scenario, String id) {
        return scenario.anEvent("team.updated", id, "{\"text\":\"" + "x".repeat(200_000) + "\"}");
    }

    private static Set<String> ids(Endpoint endpoint) {
        return endpoint.received().stream().map(one -> one.json().get("resourceId").asText()).collect(Collectors.toSet());
    }

    private static Map<String, String> settings(BrokerProcess broker) {
        return Map.of("CARILLON_BROKER_URL", broker.url(), "CARILLON_BROKER_USER", BrokerProcess.SERVICE,
                "CARILLON_BROKER_PASSWORD", BrokerProcess.PASSWORD);
    }
}
