package io.carillon.bridge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.carillon.bridge.Carillon.NotAllowed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bridge does after each answer of the intake. */
class CarillonTest {

    private record Answer(int status, String retryAfter) {
    }

    private final BlockingQueue<Answer> answers = new ArrayBlockingQueue<>(10);
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Carillon carillon;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/changes", this::answer);
        server.start();
        carillon = new Carillon(URI.create("http://localhost:" + server.getAddress().getPort() + "/"), "ck_test");
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Answer answer = answers.remove();
        if (answer.retryAfter != null) {
            exchange.getResponseHeaders().set("Retry-After", answer.retryAfter);
        }
        byte[] body = "the reason".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void whatIsAcceptedIsOnTheQueue() throws InterruptedException {
        answers.add(new Answer(202, null));
        assertThat(carillon.report(List.of("{\"a\":1}", "{}")), is(Optional.empty()));
        assertThat(requests, is(List.of("Bearer ck_test [{\"a\":1},{}]")));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aPauseThatCarillonAsksForIsKept(int status) throws InterruptedException {
        answers.addAll(List.of(new Answer(status, "2"), new Answer(202, null)));
        long start = System.nanoTime();
        assertThat(carillon.report(List.of("{}")), is(Optional.empty()));
        assertThat(Duration.ofNanos(System.nanoTime() - start), greaterThanOrEqualTo(Duration.ofSeconds(2)));
        assertThat(requests.size(), is(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void aRefusalHasItsReason(int status) throws InterruptedException {
        answers.add(new Answer(status, null));
        assertThat(carillon.report(List.of("{}")), is(Optional.of("the reason")));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void aWrongKeyOrAddressEndsTheBridge(int status) {
        answers.add(new Answer(status, null));
        assertThat(assertThrows(NotAllowed.class, () -> carillon.report(List.of("{}"))).getMessage(),
                containsString("was answered " + status + ": the reason"));
    }

    @Test
    void aServiceThatIsDownIsWaitedForUntilTheBridgeStops() {
        server.stop(0);
        carillon.stop();
        assertThrows(InterruptedException.class, () -> carillon.report(List.of("{}")));
    }
}
