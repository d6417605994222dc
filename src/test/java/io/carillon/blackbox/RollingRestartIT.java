package io.carillon.blackbox;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.carillon.blackbox.crash.CrashSite;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.HaProxy;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two nodes behind the proxy of {@code docker/compose.yml} are restarted one after the other, as an upgrade does it. */
@Tag("long")
class RollingRestartIT {

    private static final int A_SECOND = 50;
    private static final int ROUNDS = 2;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    /** What became of each change, by its number. */
    private final Map<Integer, String> answers = new ConcurrentSkipListMap<>();

    /** A producer sends 50 changes a second, does not try any of them again, and gets 202 for each. */
    @Test
    void noRequestFailsAndNoChangeIsLost() {
        assumeTrue(HaProxy.isInstalled(), "haproxy is not installed");
        Path folder = CarillonProcess.aNewFolder();
        try (Receiver receiver = new Receiver();
                CrashSite site = CrashSite.shared(folder, 2, Map.of("CARILLON_STOP_DELAY", shippedDelay()));
                HaProxy proxy = HaProxy.start(folder, site.nodes().stream().map(node -> node.api().base()).toList())) {
            Scenario scenario = new Scenario(site.nodes().get(0).api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            ScheduledExecutorService producer = Executors.newSingleThreadScheduledExecutor();
            AtomicInteger sent = new AtomicInteger();
            producer.scheduleAtFixedRate(() -> send(proxy.base(), scenario, sent.incrementAndGet()), 0,
                    1_000 / A_SECOND, TimeUnit.MILLISECONDS);
            for (int round = 1; round <= ROUNDS; round++) {
                for (int node = 1; node <= site.nodes().size(); node++) {
                    int before = answers.size();
                    await().atMost(LIMIT).until(() -> answers.size() > before + A_SECOND);
                    site.nodes().get(node - 1).terminate();
                    site.nodes().get(node - 1).start();
                    proxy.awaitUp(node, round);
                }
            }
            producer.shutdown();
            await("all answers").atMost(LIMIT).until(() -> producer.isTerminated() && answers.size() == sent.get());
            System.out.printf("rolling restart: stops=%d sent=%d%n", 2 * ROUNDS, sent.get());
            assertThat(answers.size(), is(greaterThan(ROUNDS * 2 * A_SECOND)));
            assertThat(answers.values().stream().collect(Collectors.groupingBy(answer -> answer, Collectors.counting())),
                    is(Map.of("202", (long) sent.get())));
            await("all webhooks").atMost(LIMIT).until(() -> endpoint.received().stream()
                    .map(one -> one.json().get("resourceId").asText()).distinct().count() == sent.get());
        }
    }

    private void send(URI proxy, Scenario scenario, int number) {
        HttpRequest request = HttpRequest.newBuilder(proxy.resolve("/api/v1/changes")).timeout(LIMIT)
                .header("Authorization", "Bearer " + CarillonProcess.OPERATOR_KEY).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(scenario.aChange("team", "update", "t" + number))).build();
        client.sendAsync(request, BodyHandlers.ofString()).whenComplete((answer, failure) -> answers.put(number,
                failure == null ? String.valueOf(answer.statusCode()) : failure.toString()));
    }

    /** How long a node that stops goes on answering where the containers run. */
    private static String shippedDelay() {
        try {
            Matcher delay = Pattern.compile("CARILLON_STOP_DELAY: (\\S+)")
                    .matcher(Files.readString(Path.of("docker/compose.yml")));
            assertThat(delay.find(), is(true));
            return delay.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
