package io.carillon.process.door;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.process.door.EchoServer.Client;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the application sees of requests whose bodies come late, and what their callers get. */
@Timeout(30)
class WholeRequestsTest {

    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String FIXED = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";
    private static final long ROOM = 1 << 24;
    private static final int ROUNDS = 20;

    private ArrivingBodies bodies = new ArrivingBodies(ROOM, Duration.ofMinutes(1));

    @ParameterizedTest
    @ValueSource(strings = {FIXED + "0123456789", CHUNKED + "a\r\n0123456789\r\n0\r\n\r\n",
        CHUNKED + "1\r\n0\r\n9\r\n123456789\r\n0\r\nX: y\r\n\r\n"})
    void theApplicationGetsABodyInOnePiece(String request) throws IOException {
        try (EchoServer server = new EchoServer(1, bodies)) {
            String answer = server.answersUntilEnd(request);
            assertThat(answer, allOf(startsWith("HTTP/1.1 200 "), endsWith("\r\n\r\n0123456789")));
            assertThat(server.pieces(), is(1));
            assertThat(bodies.free(), is(ROOM));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\n", "3\r\nabcx\r\n", "3\nabc", "-1\r\n"})
    void theApplicationDoesNotSeeARequestWhoseBodyBreaks(String chunks) throws IOException {
        try (EchoServer server = new EchoServer(1, bodies)) {
            assertThat(server.answers(CHUNKED + chunks), startsWith("HTTP/1.1 400 "));
            assertThat(server.pieces(), is(0));
            assertThat(bodies.free(), is(ROOM));
        }
    }

    @Test
    void theApplicationDoesNotSeeARequestThatIsBrokenOff() throws IOException {
        try (EchoServer server = new EchoServer(8_192, bodies)) {
            try (Client client = server.connect()) {
                client.send(FIXED + "01234");
                await(() -> bodies.getCount() == 1);
            }
            await(() -> bodies.getCount() == 0);
            assertThat(server.pieces(), is(0));
            assertThat(bodies.free(), is(ROOM));
        }
    }

    @Test
    void theApplicationDoesNotSeeALateRequest() throws IOException {
        bodies = new ArrivingBodies(ROOM, Duration.ZERO);
        try (EchoServer server = new EchoServer(8_192, bodies); Client client = server.connect()) {
            client.send(FIXED + "01234");
            await(() -> bodies.getCount() == 1);
            bodies.giveUpLate();
            assertThat(client.rest(), allOf(startsWith("HTTP/1.1 408 Request Timeout\r\n"), containsString("request-timeout"),
                    containsString("Connection: close\r\n")));
            assertThat(server.pieces(), is(0));
        }
    }

    @Test
    void callersAreAskedToComeAgainWhenThereIsNoRoom() throws IOException {
        bodies = new ArrivingBodies(ArrivingBodies.OVERHEAD, Duration.ofMinutes(1));
        try (EchoServer server = new EchoServer(8_192, bodies); Client first = server.connect();
                Client second = server.connect()) {
            first.send(FIXED);
            await(() -> bodies.getCount() == 1);
            second.send(FIXED);
            assertThat(first.rest(), allOf(startsWith("HTTP/1.1 503 "), containsString("Retry-After: 1\r\n")));
            second.send("0123456789");
            assertThat(second.rest(), startsWith("HTTP/1.1 503 "));
        }
    }

    /** The server reads on after the answer that ends the connection; a caller would not learn what became of the request. */
    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok",
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n"})
    void theApplicationSeesNoRequestAfterTheLastAnswer(String last) throws IOException {
        try (EchoServer server = new EchoServer(8_192, bodies)) {
            for (int i = 0; i < ROUNDS; i++) {
                server.answers(last + FIXED + "0123456789");
            }
            assertThat(server.pieces(), is(ROUNDS));
        }
    }

    @Test
    void theApplicationDoesNotSeeABodyThatIsTooLong() throws IOException {
        String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
        int length = WholeRequests.LIMIT + 1;
        String announced = FIXED.replace("10", String.valueOf(length));
        String refusal = "HTTP/1.1 413 Request Entity Too Large\r\n";
        try (EchoServer server = new EchoServer(8_192, bodies)) {
            String chunked = CHUNKED + chunk.repeat(length / 0x1000 + 10);
            for (String request : List.of(chunked + "0\r\n\r\n" + FIXED, chunked + "zz\r\n",
                    announced + "x".repeat(length) + FIXED)) {
                assertThat(new EchoServer.Answers(server.answers(request)).statuses(), contains(413));
            }
            for (String request : List.of(chunked, announced, announced.replace("Host", "Expect: 100-continue\r\nHost"))) {
                try (Client client = server.connect()) {
                    client.send(request);
                    assertThat("at once", client.next(refusal.length()), is(refusal));
                }
            }
            assertThat(server.pieces(), is(0));
            assertThat(bodies.free(), is(ROOM));
        }
    }

    @Test
    void theApplicationGetsTheLongestBody() throws IOException {
        try (EchoServer server = new EchoServer(8_192, bodies)) {
            String body = "x".repeat(WholeRequests.LIMIT);
            String answer = server.answersUntilEnd(FIXED.replace("10", String.valueOf(body.length())) + body);
            assertThat(new EchoServer.Answers(answer).body(0), is(body));
        }
    }

    @Test
    void aCallerThatExpectsItIsAskedToContinue() throws IOException {
        String head = FIXED.replace("Host", "Expect: 100-continue\r\nHost");
        try (EchoServer server = new EchoServer(8_192, bodies); Client client = server.connect()) {
            client.send(head);
            assertThat(client.next(25), is("HTTP/1.1 100 Continue\r\n\r\n"));
            client.send("0123456789");
            client.end();
            assertThat(client.rest(), allOf(startsWith("HTTP/1.1 200 "), endsWith("0123456789")));
            assertThat(server.answersUntilEnd(head + "0123456789"), not(containsString("100 Continue")));
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
