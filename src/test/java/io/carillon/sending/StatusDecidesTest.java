package io.carillon.sending;

import static io.carillon.sending.RawReceiver.write;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.nullValue;

import io.carillon.endpoint.Format;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The status decides about an attempt; headers and bodies that cannot be read, or do not end, change nothing about it. */
@Execution(ExecutionMode.CONCURRENT) // waits for receivers of its own
class StatusDecidesTest {

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text", "Content-Type: text/html; charset=utf8mb4", "Content-Type:",
        "Content-Type: ;;;", "Content-Type: application/json; charset=", "Content-Type: \u00ff\u0001",
        "Content-Type: text/plain\r\nContent-Type: text/html"})
    void anUnreadableTypeChangesNothingAndIsNoted(String line) {
        Answered answered = decides(line);
        assertThat(answered.note(), containsString("unreadable Content-Type: "
                + line.substring("Content-Type:".length()).strip().split("\r\n")[0]));
        assertThat(Verdict.of(answered, Sending.FORMATS.of(Format.THIN)).detail(), is(answered.note()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Type: text/plain", "Content-Type: text/html;charset=UTF-8", "X: y", "Content-Language: !!",
        "Date: yesterday", "Last-Modified: 0", "Link: <", "Set-Cookie: =;=", "Location: ::", "ETag: x y", "Allow: ,,",
        "Expires: -1", "Content-Encoding: gzip", "no colon at all", ": no name", "Content-Length: many",
        "Transfer-Encoding: magic", "Connection: \u00e9", "Keep-Alive: timeout=abc", "Carillon-Note: mine"})
    void anotherHeaderChangesNothing(String line) {
        assertThat(decides(line).note(), is(nullValue()));
    }

    private static Answered decides(String line) {
        Answered last = null;
        for (int status : new int[] {200, 410, 429}) {
            last = (Answered) answerTo("HTTP/1.1 " + status + " x\r\n" + line + "\r\nRetry-After: 60\r\n\r\nhello");
            assertThat(last.status(), is(status));
            assertThat(last.retryAfter(), is(Duration.ofMinutes(1)));
            assertThat(last.body(), is("hello"));
            Verdict verdict = Verdict.of(last, Sending.FORMATS.of(Format.THIN));
            assertThat(verdict.isSuccess(), is(status == 200));
            assertThat(verdict.isGone(), is(status == 410));
        }
        return last;
    }

    @Test
    void aLongPolicyOrManyHeadersChangeNothing() {
        assertThat(status("Content-Security-Policy: " + "x".repeat(9 * 1024) + "\r\n"), is(200));
        assertThat(status("X-Long: " + "x".repeat(65_000) + "\r\n"), is(200));
        assertThat(status(headers(200, 20)), is(200));
        assertThat(status(headers(100, 600)), is(200));
    }

    @Test
    void headersHaveAnEnd() {
        assertThat(answerTo(response(headers(201, 1))), is(instanceOf(NoAnswer.class)));
        NoAnswer tooLong = (NoAnswer) answerTo(response(headers(100, 700)));
        assertThat(tooLong.detail(), containsString("longer than 64 KB"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\nhello", "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n", "Transfer-Encoding: chunked\r\n\r\nff\r\nhello"})
    void aBodyThatBreaksOffIsNoted(String rest) {
        Verdict verdict = Verdict.of(answerTo("HTTP/1.1 200 OK\r\n" + rest), Sending.FORMATS.of(Format.THIN));
        assertThat(verdict.isSuccess(), is(true));
        assertThat(verdict.body(), is("hello"));
        assertThat(verdict.detail(), containsString("the body of the response is incomplete or malformed"));
    }

    @Test
    void aBodyThatDoesNotEndIsNoted() {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", (socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhello");
            new CountDownLatch(1).await(5, TimeUnit.SECONDS);
        }); Sending sending = new Sending()) {
            Answered answered = (Answered) sending.to("http://127.0.0.1:" + receiver.port() + "/");
            assertThat(answered.status(), is(200));
            assertThat(answered.body(), is("hello"));
            assertThat(answered.note(), containsString("the body of the response did not end before the deadline"));
        }
    }

    /** RFC 9112, section 6.3; the receiver leaves its connection open, so an end that is not seen lasts until the deadline. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2\r\nContent-Length: 2\r\n\r\nhi", "Content-Length: 2, 2\r\n\r\nhi",
        "Content-Length: 2,2\r\nContent-Length: 2\r\n\r\nhi", "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nhi",
        "Content-Length: 2\r\ntransfer-encoding: Identity\r\n\r\nhi",
        "Transfer-Encoding: identity, chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n",
        "Transfer-Encoding: x, chunked\r\nContent-Length: 9\r\n\r\n2\r\nhi\r\n0\r\n\r\n"})
    void aBodyEndsWhereItsHeadersSayAndTheConnectionIsNotUsedAgain(String rest) {
        Answered answered = leftOpen(rest);
        assertThat(answered.body(), is("hi"));
        assertThat(answered.note(), is(nullValue()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 2\r\nContent-Length: 3\r\n\r\nhi", "Content-Length: 2, 3\r\n\r\nhi",
        "Content-Length: two\r\n\r\nhi", "Content-Length: -2\r\n\r\nhi", "Transfer-Encoding: identity\r\n\r\nhi",
        "Transfer-Encoding: magic\r\nContent-Length: 2\r\n\r\nhi", "Transfer-Encoding: chunked, gzip\r\n\r\nhi"})
    void aBodyWhoseEndIsInDoubtIsNotWaitedFor(String rest) {
        Answered answered = leftOpen(rest);
        assertThat(answered.body(), is("hi"));
        assertThat(answered.note(), is("the response does not say where its body ends"));
    }

    private static Answered leftOpen(String rest) {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", (socket, out) -> {
            write(out, "HTTP/1.1 200 OK\r\n" + rest);
            new CountDownLatch(1).await(5, TimeUnit.SECONDS);
        }); Sending sending = new Sending()) {
            String url = "http://127.0.0.1:" + receiver.port() + "/";
            sending.to(url);
            Answered answered = (Answered) sending.to(url);
            assertThat(answered.status(), is(200));
            assertThat(answered.millis(), is(lessThan((int) Sending.DEADLINE.toMillis() / 2)));
            assertThat("connections", receiver.connections.get(), is(2));
            return answered;
        }
    }

    @Test
    void bytesThatAreNoTextAreReplaced() {
        assertThat(((Answered) answerTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=x\r\n\r\na\u00ffb")).body(),
                is("a\ufffdb"));
        assertThat(((Answered) answerTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\na\u00ffb")).body(),
                is("a\ufffdb"));
    }

    @Test
    void theCharacterSetOfTheTypeCounts() {
        Answered answered =
                (Answered) answerTo("HTTP/1.1 200 OK\r\nContent-Type: text/plain; charset=ISO-8859-1\r\n\r\na\u00ffb");
        assertThat(answered.body(), is("a\u00ffb"));
    }

    private static int status(String headers) {
        return ((Answered) answerTo(response(headers))).status();
    }

    private static String response(String headers) {
        return "HTTP/1.1 200 OK\r\n" + headers + "\r\n";
    }

    private static String headers(int count, int length) {
        return IntStream.range(0, count).mapToObj(i -> "X-" + i + ": " + "x".repeat(length) + "\r\n")
                .collect(Collectors.joining());
    }

    private static DeliveryResult answerTo(String response) {
        try (RawReceiver receiver = new RawReceiver("127.0.0.1", (socket, out) -> write(out, response));
                Sending sending = new Sending()) {
            return sending.to("http://127.0.0.1:" + receiver.port() + "/");
        }
    }
}
