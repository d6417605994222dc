package io.carillon.process.door;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.problem.ProblemType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the server's parser makes of requests, however they come in: in one piece, byte by byte, or three bytes at a time, each
 * between two good ones. In heads, {@code \n} means the end of a line.
 */
class GuardedParserTest {

    private static final String GOOD = "POST /good HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok";
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNKS = "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n";
    private static final int MUTATIONS = 200;
    private static final String ODD = "\r\n \t:;,0a3\0%/\u00e4";
    private static final List<EchoServer> SERVERS = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        for (int readAtOnce : new int[] {8_192, 1, 3}) {
            SERVERS.add(new EchoServer(readAtOnce));
        }
    }

    @AfterAll
    static void stop() throws IOException {
        for (EchoServer server : SERVERS) {
            server.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\nContent-Length: 3",
        "Content-Length: 3\nX: y\nTransfer-Encoding: CHUNKED", "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: gzip", "Transfer-Encoding: identity, chunked", "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: xchunked", "Transfer-Encoding: chunkedx", "Transfer-Encoding:",
        "Transfer-Encoding: chunked\nTransfer-Encoding: chunked", "Transfer-Encoding: identity",
        "Transfer-Encoding:\n chunked\n x", "Transfer-Encoding: chunked\n ,gzip", "Transfer-Encoding : chunked",
        "foo\nTransfer-Encoding: chunked", "X: y\rTransfer-Encoding: chunked", "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: chunked\0", "Transfer\0-Encoding: chunked"})
    void aBodyOfUncertainLengthIsRefused(String headers) throws IOException {
        assertRefused(400, "POST / HTTP/1.1\r\nHost: x\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\n" + CHUNKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+3", "-3", "3, 3", "3 3", "0x3", "", "3\nContent-Length: 3", "3\nContent-Length: 4", "a",
        "99999999999999999999", "3\n 3", "3.0", "\u0663"})
    void aLengthThatIsNoNumberIsRefused(String length) throws IOException {
        assertRefused(400, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length.replace("\n", "\r\n") + "\r\n\r\nabc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3", "CONTENT-LENGTH: 03", "X: Content-Length: 5\nContent-Length: 3",
        "X: a\n Content-Length: 7\nContent-Length: 3", "X: a\n\tTransfer-Encoding: chunked\nContent-Length: 3"})
    void aLengthIsTaken(String headers) throws IOException {
        assertTaken("abc", "POST / HTTP/1.1\r\nHost: x\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\nabc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host:", "Host: ", "X: y", "Host: a b", "Host: a/b", "Host: a\nHost: a", "Host: a\nHost: b",
        "Host: a@b", "Host: [::1", "Host: a:99999", "Host: a:b", "Host: :80", "Host: a:1:2", "Host: a, b", "Host: %zz",
        "Host: ä", "Host : a", "Host: a\n b", " Host: a", "Host: a\r"})
    void aHostThatIsNoneIsRefused(String headers) throws IOException {
        assertRefused(400, "GET / HTTP/1.1\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\n");
        assertRefused(400, "GET http://x/ HTTP/1.1\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host: a", "host:a:80", "Host: a:", "Host: a_b-c.example", "Host: [::1]:8080",
        "Host: 127.0.0.1:65535", "Host: b%c3%bccher.example", "X: y\nHost: x\nY:"})
    void aHostIsTaken(String headers) throws IOException {
        assertTaken("", "GET / HTTP/1.1\r\n" + headers.replace("\n", "\r\n") + "\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/%", "/%z", "/%zz", "/%u0041", "/a;b=%zz", "/%0", "/%00", "/%5c", "/a\\b", "/%ff", "/%c0%af",
        "/%e2%82", "/%ed%a0%80", "/%%20", "/\u00e4", "http://x/%zz", "/%zz?a=b", "/.", "/..",
        "/a/../..", "/a/./b", "/%2e%2E/a", "/...", "/a/..;b/c", "http://x/..", "http:/x", "http://", "x", "x:80", "?a",
        "foo://x/", "httpss://x/", "ws://x", "*", "/a#b", " /a", "\t/a", "/a ", "/a\t"})
    void aPathThatCannotBeDecodedIsRefused(String path) throws IOException {
        assertRefused(400, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/b;c=d", "/%c3%a4", "/\u00c3\u00a4", "/a?b=%zz", "/a?%", "/a?b\\c", "/.a/b../...c/%2f",
        "http://x/a%20b?%zz", "http://x:80", "http://x?a=b", "HTTPS://x/"})
    void aPathIsTaken(String path) throws IOException {
        assertTaken("", "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
    }

    @ParameterizedTest
    @CsvSource({"HTTP/2.0,505", "HTTP/3.7,505", "HTTP/1.2,505", "HTTP/0.9,505", "HTTP/1,505", "http/1.1,505",
        "HTTP/1.1 x,505", "'',400"})
    void aVersionThatIsNotKnownIsRefused(String version, int status) throws IOException {
        assertRefused(status, "GET / " + version + "\r\nHost: x\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"G(T / HTTP/1.1\nHost: x", " GET / HTTP/1.1\nHost: x", "foo\nGET / HTTP/1.1\nHost: x",
        "\tGET / HTTP/1.1\nHost: x", "GET / HTTP/1.1\nHost: x\n: y", "GET / HTTP/1.1\nHost: x\na b: c",
        "GET / HTTP/1.1\0\nHost: x", "GET /\0 HTTP/1.1\nHost: x", "GET\rX / HTTP/1.1\nHost: x",
        "GET / HTTP/1.1\nHost: x\nX: \u0001", "GET / HTTP/1.1\nHost: x\nX: y\n \u007f", "GET / HTTP/1.1\nHost: x\nX: \u001f"})
    void whatIsNoRequestIsRefused(String head) throws IOException {
        assertRefused(400, head.replace("\n", "\r\n") + "\r\n\r\n");
    }

    @Test
    void aHeadThatIsTooLongIsRefused() throws IOException {
        for (String head : new String[] {"GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x",
            "GET / HTTP/1.1\r\nHost: " + "a".repeat(8_000), "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(9_000),
            "GET / HTTP/1.1\r\nHost: x" + "\r\nX: y".repeat(110)}) {
            assertRefused(400, head + "\r\n\r\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r\n\r\n", "\r\n\r\n\r\n\r\n\r\n"})
    void emptyLinesBeforeARequestAreIgnored(String lines) throws IOException {
        assertTaken("abc", lines + "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc" + lines);
        assertRefused(400, lines + CHUNKED.replace("\r\n\r\n", "\r\nContent-Length: 3\r\n\r\n") + CHUNKS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\nabc\r\n0\r\n\r\n", "1\r\na\r\n2\r\nbc\r\n0\r\n\r\n", "3;a=b\r\nabc\r\n0\r\n\r\n",
        "3;a\r\nabc\r\n0;b\r\n\r\n", "3 ; a = \"b;\\\"c\\\"\" ;d=e\r\nabc\r\n0\r\n\r\n", "003\r\nabc\r\n000\r\n\r\n",
        "3\r\nabc\r\n0\r\nX: y\r\nZ:\r\n\r\n"})
    void aChunkedBodyIsTaken(String chunks) throws IOException {
        assertTaken("abc", CHUNKED + chunks);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\nabc\r\n0\r\n\r\n", " 3\r\nabc\r\n0\r\n\r\n", "3 \r\nabc\r\n0\r\n\r\n",
        "3\r\nabcx\r\n0\r\n\r\n", "3\r\nabc\n0\r\n\r\n", "3\r\nabcxx\r\n0\r\n\r\n", "3\r\nabc\rx\n0\r\n\r\n",
        "0x3\r\nabc\r\n0\r\n\r\n", "+3\r\nabc\r\n0\r\n\r\n", "-3\r\nabc\r\n0\r\n\r\n", "\r\nabc\r\n0\r\n\r\n",
        "g\r\nabc\r\n0\r\n\r\n", "3;\r\nabc\r\n0\r\n\r\n", "3;a=\r\nabc\r\n0\r\n\r\n", "3;a=\"b\r\nabc\r\n0\r\n\r\n",
        "3;a\rb\r\nabc\r\n0\r\n\r\n", "3,a\r\nabc\r\n0\r\n\r\n", "8000000000000000\r\nabc\r\n0\r\n\r\n",
        "10000000000000003\r\nabc\r\n0\r\n\r\n", "3\r\nabc\r\n0\n\r\n", "3\r\nabc\r\n0\r\n\n", "3\r\nabc\r\n0\r\nX: y\n\r\n",
        "3\r\nabc\r\n0\r\nX: y\r\n\n", "3\r\nabc\r\n0\r\nfoo\r\n\r\n", "3\r\nabc\r\n0\r\nX : y\r\n\r\n",
        "3\r\nabc\r\n0\r\n X: y\r\n\r\n"})
    void aChunkedBodyThatIsMalformedIsRefused(String chunks) throws IOException {
        assertRefused(400, CHUNKED + chunks);
    }

    @Test
    void aRequestInHttp10NeedsNoHostAndHasNoChunks() throws IOException {
        assertRefused(400, "POST / HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS);
        for (EchoServer server : SERVERS) {
            EchoServer.Answers answers =
                    new EchoServer.Answers(server.answers("POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc"));
            assertThat(answers.statuses(), contains(200));
            assertThat(answers.body(0), is("abc"));
        }
    }

    /** Except for the letters of a coding: the server knows no other than small ones in a head that comes in pieces. */
    @Test
    void itDoesNotMatterInWhichPiecesARequestComes() throws IOException {
        Random random = new Random(9_112);
        for (int i = 0; i < MUTATIONS; i++) {
            String requests = GOOD + mutated(random) + GOOD;
            Set<String> answers = new HashSet<>();
            for (EchoServer server : SERVERS) {
                answers.add(server.answersUntilEnd(requests).replaceAll("Date: .*", "Date"));
            }
            assertThat(requests + "\n" + String.join("\n", answers), answers, hasSize(1));
        }
    }

    private static String mutated(Random random) {
        StringBuilder request = new StringBuilder(CHUNKED.replace("x\r\n", "x\r\nContent-Length: 3\r\nX: y\r\n") + CHUNKS);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(request.length());
            switch (random.nextInt(3)) {
                case 0 -> request.deleteCharAt(at);
                case 1 -> request.insert(at, ODD.charAt(random.nextInt(ODD.length())));
                default -> request.delete(at, Math.min(request.length(), Math.max(at, request.indexOf("\n", at) + 1)));
            }
        }
        return request.toString();
    }

    /** The good request before it is answered, what is behind it is not read. */
    private static void assertRefused(int status, String request) throws IOException {
        for (EchoServer server : SERVERS) {
            EchoServer.Answers answers = new EchoServer.Answers(server.answers(GOOD + request + GOOD));
            assertThat(answers.toString(), answers.statuses(), contains(200, status));
            assertThat(answers.header(1, "Content-Type"), is("application/problem+json"));
            assertThat(answers.header(1, "Connection"), is("close"));
            JsonNode problem = new ObjectMapper().readTree(answers.body(1));
            ProblemType type = status == 400 ? ProblemType.MALFORMED_REQUEST : ProblemType.VERSION_NOT_SUPPORTED;
            assertThat(problem.get("type").asText(), is(type.uri()));
            assertThat(problem.get("title").asText(), is(type.title()));
            assertThat(problem.get("status").asInt(), is(type.status()));
            assertThat(problem.get("detail").asText().endsWith("."), is(true));
        }
    }

    private static void assertTaken(String body, String request) throws IOException {
        for (EchoServer server : SERVERS) {
            EchoServer.Answers answers = new EchoServer.Answers(
                    server.answers(GOOD + request + GOOD.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")));
            assertThat(answers.toString(), answers.statuses(), contains(200, 200, 200));
            assertThat(Stream.of(0, 1, 2).map(answers::body).toList(), contains("ok", body, "ok"));
        }
    }
}
