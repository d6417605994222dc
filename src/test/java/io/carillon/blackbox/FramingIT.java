package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.SharedService;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that a proxy may have understood differently is refused, and nothing after it on the connection is read. */
@SharedService
class FramingIT {

    private static final String NEXT = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";

    @ParameterizedTest
    @ValueSource(strings = {"Host: a\nHost: b\nTransfer-Encoding: chunked", "Host: a\nHost: a\nTransfer-Encoding: chunked",
        "Host: a\nTransfer-Encoding: chunked, identity", "Host: a\nTransfer-Encoding: identity, chunked",
        "Host: a\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked", "Host: a\nTransfer-Encoding: xchunked",
        "Host: a\nTransfer-Encoding: chunked\nContent-Length: 3", "Host: a\nContent-Length: 3\nContent-Length: 3",
        "Host: a\nContent-Length: 3\nContent-Length: 4", "Transfer-Encoding: chunked"})
    void anAmbiguousRequestIsRefusedAndEndsItsConnection(String headers, Service service) throws IOException {
        for (String path : new String[] {"/api/v1/changes", "/health/live", "/nothing"}) {
            String answers = answers(service, "POST " + path + " HTTP/1.1\r\n" + headers.replace("\n", "\r\n")
                    + "\r\nAuthorization: Bearer " + CarillonProcess.OPERATOR_KEY
                    + "\r\nContent-Type: application/json\r\n\r\n3\r\n[0]\r\n0\r\n\r\n" + NEXT);
            assertThat(answers, startsWith("HTTP/1.1 400 "));
            assertThat(answers, answers.split("HTTP/1\\.1 ").length, is(2));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "CHUNKED"})
    void aChunkedBodyIsTaken(String coding, Service service) throws IOException {
        assertThat(answers(service, "POST /api/v1/changes HTTP/1.1\r\nHost: a\r\nConnection: close\r\nTransfer-Encoding: "
                + coding + "\r\nAuthorization: Bearer " + CarillonProcess.OPERATOR_KEY
                + "\r\nContent-Type: application/json\r\n\r\n3\r\n[0]\r\n0\r\n\r\n"), startsWith("HTTP/1.1 422 "));
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
        assertThat(answers, List.of(answers.split("HTTP/1\\.1 ")).stream().filter(answer -> !answer.isEmpty())
                .map(answer -> answer.substring(0, 3)).toList(), contains("422", "422", "200"));
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

    private static String answers(Service service, String request) throws IOException {
        URI base = service.api().base();
        try (Socket socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
