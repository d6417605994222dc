package io.carillon.blackbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;

import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.Json;
import io.carillon.blackbox.support.Receiver;
import io.carillon.blackbox.support.Scenario;
import io.carillon.blackbox.support.Scenario.Endpoint;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand producers at the same moment, at a service with the embedded database: each waits for its turn. */
@Tag("long")
class CrowdIT {

    private static final int PRODUCERS = 1_000;
    private static final int KEYS = 50;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Path folder = CarillonProcess.aNewFolder();

    @Test
    void everyChangeIsAcceptedOrRefusedAtOnceAndWhatIsAcceptedTakesEffect() throws Exception {
        try (CarillonProcess carillon = new CarillonProcess(folder, Map.of()).start(); Receiver receiver = new Receiver()) {
            Scenario scenario = new Scenario(carillon.api(), receiver);
            Endpoint endpoint = scenario.anEndpoint().thin().instant().create();
            List<String> keys = Stream.generate(() -> key(carillon.api())).limit(KEYS).toList();
            CyclicBarrier connected = new CyclicBarrier(PRODUCERS);
            List<Answer> answers = together(producer -> post(carillon.api().base(), keys.get(producer % KEYS),
                    scenario.aChange("team", "update", "t" + producer), producer % 2 == 0, connected));
            assertThat(answers.stream().filter(answer -> !answer.isFair()).toList(), empty());
            List<String> accepted = IntStream.range(0, PRODUCERS).filter(producer -> answers.get(producer).status() == 202)
                    .mapToObj(producer -> "t" + producer).sorted().toList();
            await("all that was accepted").atMost(LIMIT).until(() -> received(endpoint).equals(accepted));
        }
    }

    private static String key(Api operator) {
        return Api.json(operator.post("/api-keys", Json.object("name", "one of many", "scope", "producer")), 201)
                .get("key").asText();
    }

    private static List<String> received(Endpoint endpoint) {
        return endpoint.received().stream().map(one -> one.json().get("resourceId").asText()).distinct().sorted().toList();
    }

    private static List<Answer> together(Producer producer) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(PRODUCERS);
        try {
            List<Future<Answer>> posts = new ArrayList<>();
            for (int i = 0; i < PRODUCERS; i++) {
                int number = i;
                posts.add(threads.submit(() -> producer.post(number)));
            }
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> post : posts) {
                answers.add(post.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Connects, and posts {@code change} when all others are connected too; {@code apart}: head and body in two packets. */
    private static Answer post(URI service, String key, String change, boolean apart, CyclicBarrier connected)
            throws Exception {
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) LIMIT.toMillis());
            connected.await();
            long start = System.nanoTime();
            String head = "POST /api/v1/changes HTTP/1.1\r\nHost: carillon\r\nAuthorization: Bearer " + key
                    + "\r\nContent-Type: application/json\r\nContent-Length: " + change.length()
                    + "\r\nConnection: close\r\n\r\n";
            for (String packet : apart ? new String[] {head, change} : new String[] {head + change}) {
                socket.getOutputStream().write(packet.getBytes(UTF_8));
            }
            return new Answer(status(socket), Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static int status(Socket socket) throws IOException {
        String line = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)).readLine();
        return Integer.parseInt(line.split(" ")[1]);
    }

    private interface Producer {
        Answer post(int number) throws Exception;
    }

    private record Answer(int status, Duration after) {

        boolean isFair() {
            return status == 202 || status == 503 && after.compareTo(AT_ONCE) < 0;
        }
    }
}
