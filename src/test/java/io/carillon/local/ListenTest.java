package io.carillon.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT) // mostly waits for connections of its own
class ListenTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final List<Headers> headers = new CopyOnWriteArrayList<>();
    private volatile int answer = 200;
    private HttpServer receiver;
    private FakeDeliveries service;

    @BeforeEach
    void starts() throws IOException {
        service = new FakeDeliveries();
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 10);
        receiver.createContext("/hook", this::receive);
        receiver.start();
    }

    @AfterEach
    void stops() {
        receiver.stop(0);
        service.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            headers.add(exchange.getRequestHeaders());
            bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(answer, -1);
        }
    }

    private RunningCommand listen() {
        return new RunningCommand(Map.of("CARILLON_KEY", FakeDeliveries.KEY), "listen", "--url", service.url(),
                "--endpoint", FakeDeliveries.ENDPOINT,
                "--forward", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hook");
    }

    /** Listens, and is connected to the stream. */
    private RunningCommand connected() {
        RunningCommand command = listen();
        awaitRequest(request -> request.startsWith("/stream?endpoint=ep_1"));
        return command;
    }

    private void awaitRequest(Predicate<String> fits) {
        await().atMost(LIMIT).until(() -> service.requests.stream().anyMatch(fits));
    }

    private static void ended(RunningCommand command, String sentence) {
        assertThat(command.exitCode(), is(1));
        assertThat(command.errors(), is("listen: " + sentence));
    }

    @Test
    void anAttemptIsPostedAsItWasSentWithTheOwnersHeaders() {
        try (RunningCommand command = connected()) {
            service.show(1, "pending", 0);
            service.show(1, "succeeded", 1);
            String line = command.lines.await(text -> text.contains("→ 200"));
            assertThat(line, containsString("10:30:00  ✔ team.updated t1  wh_1  attempt 1  → 200 in "));
            assertThat(bodies, contains("{\"attempt\":\"1\"}"));
            assertThat(headers.get(0).getFirst("webhook-id"), is("wh_1"));
            assertThat(headers.get(0).getFirst("webhook-signature"), is("v1,x"));
            assertThat(headers.get(0).getFirst("X-Team"), is("rowers"));
            assertThat("it is not one of the owner's", headers.get(0).getFirst("Authorization"), is(nullValue()));
            service.show(2, "succeeded", 1);
            command.lines.await(text -> text.contains("t2  wh_2"));
            assertThat(service.requests.stream().filter(path -> path.endsWith("/headers")).count(), is(2L));
        }
    }

    @Test
    void aSkippedDeliveryIsPostedAsItWouldBeSentNowAndSoIsAnOldOne() {
        try (RunningCommand command = connected()) {
            service.show(1, "skipped", 0);
            command.lines.await(line -> line.contains("t1  wh_1  skipped  → 200"));
            service.startedAt = "2025-06-09T10:25:00Z";
            service.show(2, "succeeded", 1);
            command.lines.await(line -> line.contains("t2  wh_2  attempt 1  → 200"));
            assertThat(bodies, contains("{\"attempt\":\"next\"}", "{\"attempt\":\"next\"}"));
        }
    }

    @Test
    void eachAttemptIsPostedOnceAndNothingThatWasThereBefore() {
        service.write(1, "succeeded", 1);
        service.write(2, "pending", 1);
        try (RunningCommand command = connected()) {
            service.show(2, "pending", 2);
            command.lines.await(line -> line.contains("t2  wh_2  attempt 2"));
            service.show(2, "pending", 2);
            service.show(2, "failed", 3);
            command.lines.await(line -> line.contains("t2  wh_2  attempt 3"));
            assertThat(bodies, contains("{\"attempt\":\"2\"}", "{\"attempt\":\"3\"}"));
        }
    }

    @Test
    void whatHappensDuringACutIsMadeUpFor() {
        service.write(1, "pending", 0);
        try (RunningCommand command = connected()) {
            service.show(2, "succeeded", 1);
            command.lines.await(line -> line.contains("wh_2"));
            service.write(1, "succeeded", 1);
            service.write(3, "succeeded", 1);
            service.cut();
            command.lines.await(line -> line.contains("wh_3"));
            assertThat(service.requests, hasItem("/stream?endpoint=ep_1 after " + FakeDeliveries.id(2)));
            command.lines.await(line -> line.contains("wh_1"));
            assertThat(bodies.size(), is(3));
        }
    }

    @Test
    void aCutBeforeTheFirstDeliveryLosesNothingEither() {
        try (RunningCommand command = connected()) {
            service.streamStatus = 500;
            service.write(1, "succeeded", 1);
            service.cut();
            command.lines.await(line -> line.contains("✘ the connection was lost, connecting again: GET /stream"));
            service.streamStatus = 200;
            command.lines.await(line -> line.contains("wh_1"));
            command.lines.await(line -> line.contains("… connected again"));
        }
    }

    @Test
    void whereThereIsNoPlaceForAStreamItPolls() {
        service.streamStatus = 429;
        service.write(1, "pending", 0);
        try (RunningCommand command = listen()) {
            awaitRequest(request -> request.contains("after=" + FakeDeliveries.id(1)));
            for (int number = 2; number < 7; number++) {
                service.write(number, "skipped", 0);
            }
            service.write(1, "succeeded", 1);
            for (int number = 1; number < 7; number++) {
                String id = "wh_" + number + "  ";
                command.lines.await(line -> line.contains(id));
            }
            assertThat(bodies.size(), is(6));
        }
    }

    @Test
    void aKeyThatMaySeeNoSecretsPostsWithoutThemAndSaysSo() {
        service.capabilities = "\"view\"";
        try (RunningCommand command = connected()) {
            command.lines.await(line -> line.startsWith("The key lacks the capability secrets: "));
            service.show(1, "succeeded", 1);
            command.lines.await(line -> line.contains("wh_1"));
            assertThat(bodies, contains("{\"attempt\":\"1\"}"));
            assertThat(headers.get(0).getFirst("webhook-signature"), is(nullValue()));
            assertThat(headers.get(0).getFirst("X-Team"), is(nullValue()));
            assertThat(service.requests, not(hasItem(containsString("/headers"))));
        }
    }

    @Test
    void aKeyThatMayNotViewIsRefusedInASentence() {
        service.capabilities = "\"report\"";
        ended(listen(), "the key \"test\" cannot see deliveries, because it lacks the capability view.");
    }

    @Test
    void aKeyThatIsRevokedEndsTheCommand() {
        RunningCommand command = connected();
        service.key = "another";
        service.cut();
        assertThat(command.exitCode(), is(1));
        assertThat(command.errors(), endsWith(" answered 401: The key is not valid."));
    }

    @Test
    void anEndpointThatDoesNotExistIsNamed() {
        RunningCommand command = new RunningCommand(Map.of(), "listen", "--url", service.url() + "/api/v1/", "--key",
                FakeDeliveries.KEY, "--endpoint", "ep/2", "--forward", "http://127.0.0.1:1/");
        ended(command, "GET /endpoints/ep%2F2 answered 404: Not found.");
    }

    @Test
    void aReceiverThatFailsOrIsAwayIsALine() {
        try (RunningCommand command = connected()) {
            answer = 500;
            service.show(1, "succeeded", 1);
            command.lines.await(line -> line.contains("✘ team.updated t1  wh_1  attempt 1  → 500 in "));
            receiver.stop(0);
            service.show(2, "succeeded", 1);
            command.lines.await(line -> line.contains("✘ team.updated t2  wh_2  attempt 1  → http://127.0.0.1:")
                    && line.contains(" cannot be reached"));
        }
    }

    @Test
    void aRequestThatIsNotShownIsALine() {
        service.requestStatus = 409;
        try (RunningCommand command = connected()) {
            service.show(1, "cancelled", 1);
            command.lines.await(line -> line.contains("attempt 1  not forwarded: GET /deliveries/" + FakeDeliveries.id(1)
                    + "/request?attempt=1 answered 409: It is not shown."));
            assertThat(command.lines.all(), hasItems("The endpoint is inactive; its own URL gets nothing."));
        }
    }
}
