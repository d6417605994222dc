package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A request that a proxy may have understood differently is refused, and nothing after it on the connection is read: however it
 * arrives, and behind whatever. {@code GuardedParserTest} has more of them.
 */
@SharedService
@DiffersOn(value = {"liberty", "wildfly"}, because = "its own parser decides what a request is")
class FramingIT {

    private static final String NEXT = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String CHUNKS = "3\r\n[0]\r\n0\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"Host: a\nHost: b\nTransfer-Encoding: chunked", "Host: a\nHost: a\nTransfer-Encoding: chunked",
        "Host: a\nTransfer-Encoding: chunked, identity", "Host: a\nTransfer-Encoding: identity, chunked",
        "Host: a\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked", "Host: a\nTransfer-Encoding: xchunked",
        "Host: a\nTransfer-Encoding: chunked\nContent-Length: 3", "Host: a\nContent-Length: 3\nTransfer-Encoding: chunked",
        "Host: a\nContent-Length: 3\nContent-Length: 3", "Host: a\nContent-Length: 3\nContent-Length: 4",
        "Host: a\nContent-Length: +3", "Host: a\nContent-Length: 3, 3", "Host: a\nfoo\nTransfer-Encoding: chunked",
        "Host: a\nTransfer-Encoding : chunked", "Transfer-Encoding: chunked", "Host:\nTransfer-Encoding: chunked",
        "Host: a b\nTransfer-Encoding: chunked", "Host: a/b\nTransfer-Encoding: chunked"})
    void anAmbiguousRequestIsRefusedAndEndsItsConnection(String headers, Service service) throws IOException {
        for (String path : new String[] {"/api/v1/changes", "/health/live", "/nothing"}) {
            assertRefused(400, post(path, headers.replace("\n", "\r\n"), CHUNKS), service);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/organizations/%zz", "/%", "/%ff", "/%00", "/%5c", "/a\\b", "/health/%u0041", "/..", "/.",
        "/health/../health/live", "/...", "health/live", "/api/v1/..%2f..%2fWEB-INF/web.xml", "/console/a;b=%zz",
        "/api/v1/changes%zz?x=y"})
    void aPathThatCannotBeDecodedIsRefused(String path, Service service) throws IOException {
        assertRefused(400, "GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n", service);
    }

    @ParameterizedTest
    @CsvSource({"GET / HTTP/2.0,505", "GET /health/live HTTP/3.7,505", "GET /health/live,400", "G(T /health/live HTTP/1.1,400"})
    void aRequestLineThatIsNoneIsRefused(String line, int status, Service service) throws IOException {
        assertRefused(status, line + "\r\nHost: x\r\n\r\n", service);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\n[0]\r\n0\r\n\r\n", " 3\r\n[0]\r\n0\r\n\r\n", "3\r\n[0]x\r\n0\r\n\r\n",
        "3\r\n[0]\r\n0\n\n", "3\r\n[0]\r\n0\r\nX: y\r\n\n", "3\r\n[0]\r\n0\r\nX: y\n\r\n", "x\r\n"})
    void aChunkedBodyThatIsMalformedIsRefusedAndLeavesNoStackTraceOfOurs(String chunks, Service service) throws IOException {
        int before = logOf(service).length();
        String request = post("/api/v1/changes", "Host: x\r\nTransfer-Encoding: chunked", chunks);
        assertRefused(400, request, service);
        String early = answers(service, request.replace("/api/v1/changes", "/health/live") + NEXT);
        assertThat("answered before the body was read, or refused: " + early, statuses(early), hasSize(1));
        assertThat(logOf(service).substring(before), not(containsString("\tat io.carillon.")));
    }

    @Test
    void aRefusalHasTheHeadersOfEveryOtherError(Service service) throws IOException {
        Map<String, List<String>> refusal = refusal(answers(service, "GET /% HTTP/1.1\r\nHost: x\r\n\r\n"), 400);
        HttpResponse<String> other = service.api().root("/nothing");
        other.headers().map().forEach((name, values) -> {
            if (!Set.of("date", "content-length", "transfer-encoding", "link").contains(name)) {
                assertThat(name, refusal.get(name), is(values));
            }
        });
        assertThat(refusal.get("link"), is(List.of("</docs/problems/malformed-request>; rel=\"help\"")));
        assertThat(refusal.get("connection"), is(List.of("close")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3\r\n[0]\r\n0\r\n\r\n", "1\r\n[\r\n2\r\n0]\r\n0\r\n\r\n", "3;a=b;c=\"d;e\"\r\n[0]\r\n0;f\r\n\r\n",
        "3\r\n[0]\r\n0\r\nX: y\r\n\r\n"})
    void aChunkedBodyIsTaken(String chunks, Service service) throws IOException {
        String request = post("/api/v1/changes", "Host: a\r\nConnection: close\r\nTransfer-Encoding: chunked", chunks);
        assertThat(answers(service, request), startsWith("HTTP/1.1 422 "));
        assertThat(byteByByte(service, request), startsWith("HTTP/1.1 422 "));
        assertThat(answers(service, request.replace("chunked", "CHUNKED")), startsWith("HTTP/1.1 422 "));
    }

    @Test
    void emptyLinesBeforeARequestAreIgnored(Service service) throws IOException {
        String requests = "\r\n" + NEXT + "\r\n\r\n" + NEXT.replace("Host: x", "Host: x\r\nConnection: close");
        assertThat(statuses(answers(service, requests)), contains("200", "200"));
        assertThat(statuses(byteByByte(service, requests)), contains("200", "200"));
    }

    @Test
    void aConnectionServesManyRequests(Service service) throws IOException {
        String requests = NEXT.repeat(200) + NEXT.replace("Host: x", "Host: x\r\nConnection: close");
        assertThat(statuses(answers(service, requests)), is(Collections.nCopies(201, "200")));
    }

    /** They arrive together, most of them behind a body; the server must not lose the rest when it has read that. */
    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 3\r\n\r\n[0]", "Transfer-Encoding: chunked\r\n\r\n" + CHUNKS})
    void requestsBehindABodyAreAnswered(String framed, Service service) throws IOException {
        String post = "POST /api/v1/changes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + CarillonProcess.OPERATOR_KEY
                + "\r\nContent-Type: application/json\r\n" + framed;
        String requests = (post + NEXT).repeat(20) + post + post + NEXT.replace("Host: x", "Host: x\r\nConnection: close");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            expected.addAll(List.of("422", "200"));
        }
        expected.addAll(List.of("422", "422", "200"));
        assertThat(statuses(answers(service, requests)), is(expected));
    }

    @Test
    void lettersInHeadersAreTaken(Service service) throws IOException {
        String request = NEXT.replace("Host: x", "Host: x\r\nCookie: theme=h\u00e9ll\u00f6\r\nConnection: close");
        assertThat(statuses(answers(service, request)), contains("200"));
        assertThat(statuses(byteByByte(service, request)), contains("200"));
    }

    @Test
    void everyStatusHasItsName(Service service) throws IOException {
        String answer = answers(service, post("/api/v1/changes", "Host: x\r\nContent-Length: 3\r\nConnection: close", "[0]"));
        assertThat(answer.lines().findFirst().orElseThrow(), is("HTTP/1.1 422 Unprocessable Content"));
    }

    /** A client that asks whether it may send the body gets that answer at once, also if the length of the body is not known. */
    @ParameterizedTest
    @CsvSource({"Content-Length: 3,[0]", "Transfer-Encoding: chunked,'3\r\n[0]\r\n0\r\n\r\n'"})
    void whoExpectsToContinueMay(String length, String body, Service service) throws IOException {
        URI base = service.api().base();
        try (Socket socket = connect(base)) {
            write(socket, post("/api/v1/changes", "Host: x\r\nConnection: close\r\nExpect: 100-continue\r\n" + length, ""));
            byte[] first = socket.getInputStream().readNBytes("HTTP/1.1 100 ".length());
            assertThat(new String(first, StandardCharsets.US_ASCII), is("HTTP/1.1 100 "));
            write(socket, body.replace("\\r\\n", "\r\n"));
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(rest, containsString("HTTP/1.1 422 "));
        }
    }

    /** RFC 9110, section 7.8: who does not know a protocol goes on with HTTP/1.1. Java's own client asks for one by default. */
    @ParameterizedTest
    @ValueSource(strings = {"h2c", "websocket", "foo/2", "TLS/1.0", ""})
    void anUpgradeIsNoReasonToWaitForABody(String protocol, Service service) throws IOException {
        String head = " HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: " + protocol
                + "\r\nHTTP2-Settings: AAMAAABk\r\nAuthorization: Bearer " + CarillonProcess.OPERATOR_KEY
                + "\r\nContent-Type: application/json\r\n";
        String answers = answers(service, "POST /api/v1/changes" + head + "Content-Length: 3\r\n\r\n[0]"
                + "POST /api/v1/changes" + head + "Transfer-Encoding: chunked\r\n\r\n3\r\n[0]\r\n0\r\n\r\n"
                + "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(answers, statuses(answers), contains("422", "422", "200"));
    }

    @Test
    void changesOfJavasOwnClientArrive(Service service) throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        for (int i = 0; i < 20; i++) {
            HttpRequest request = service.api().request("/changes").header("Content-Type", "application/json")
                    .timeout(Duration.ofSeconds(10)).POST(BodyPublishers.ofString("[0]")).build();
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.body(), answer.statusCode(), is(422));
        }
    }

    private static String logOf(Service service) {
        return service.node() == null ? "" : service.node().log();
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\n" + headers + "\r\nAuthorization: Bearer " + CarillonProcess.OPERATOR_KEY
                + "\r\nContent-Type: application/json\r\n\r\n" + body;
    }

    private static void assertRefused(int status, String request, Service service) throws IOException {
        refusal(answers(service, request + NEXT), status);
        refusal(byteByByte(service, request + NEXT), status);
        String behind = answers(service, NEXT + request + NEXT);
        assertThat(behind, statuses(behind), contains("200", String.valueOf(status)));
        refusal(behind.substring(behind.lastIndexOf("HTTP/1.1 ")), status);
    }

    /** The headers of the one answer, which must be a problem document. */
    private static Map<String, List<String>> refusal(String answer, int status) {
        assertThat(answer, statuses(answer), contains(String.valueOf(status)));
        int end = answer.indexOf("\r\n\r\n");
        Map<String, List<String>> headers = answer.substring(0, end).lines().skip(1)
                .map(line -> line.split(": ", 2)).collect(Collectors.groupingBy(header -> header[0].toLowerCase(Locale.ROOT),
                        Collectors.mapping(header -> header[1], Collectors.toList())));
        assertThat(answer, headers.get("content-type"), is(List.of("application/problem+json")));
        JsonNode problem = Api.json(answer.substring(end + 4));
        assertThat(problem.get("status").asInt(), is(status));
        assertThat(problem.get("detail").asText(), endsWith("."));
        return headers;
    }

    private static List<String> statuses(String answers) {
        return Stream.of(answers.split("HTTP/1\\.1 ")).filter(answer -> !answer.isEmpty())
                .map(answer -> answer.substring(0, 3)).toList();
    }

    private static Socket connect(URI base) throws IOException {
        Socket socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String answers(Service service, String requests) throws IOException {
        try (Socket socket = connect(service.api().base())) {
            write(socket, requests);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** When the connection ends while more is written, it is reset; what came back before counts. */
    private static String byteByByte(Service service, String requests) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket = connect(service.api().base())) {
            Thread writer = new Thread(() -> writeByteByByte(socket, requests));
            writer.start();
            for (int next = socket.getInputStream().read(); next >= 0; next = socket.getInputStream().read()) {
                answers.write(next);
            }
        } catch (SocketException e) {
            assertThat(e.getMessage(), is("Connection reset"));
        }
        return answers.toString(StandardCharsets.UTF_8);
    }

    private static void writeByteByByte(Socket socket, String requests) {
        try {
            for (int i = 0; i < requests.length(); i++) {
                write(socket, requests.substring(i, i + 1));
            }
        } catch (IOException e) {
            return;
        }
    }
}
