package io.carillon.blackbox;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.carillon.address.AddressForms;
import io.carillon.blackbox.support.Api;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.DiffersOn;
import io.carillon.blackbox.support.QuietService;
import io.carillon.blackbox.support.RunningCarillon.Service;
import io.carillon.blackbox.support.Tenant;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hostile requests: each is refused in words, quickly, and leaves nothing behind. */
@QuietService
class HostileInputIT {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"id\":7001,\"name\":\"a\\u0000b\"} | 400 | /name",
        "{\"id\":7001,\"name\":\"\\ud800\"} | 422 | /name",
        "{\"id\":7001,\"name\":\"x\",\"nope\":1} | 400 | /nope",
        "{\"id\":7001,\"name\":\"x\",\"contact\":{\"nope\":1}} | 400 | /contact/nope",
        "{\"id\":7001,\"id\":7002,\"name\":\"x\"} | 400 | ",
        "{\"id\":7001,\"name\":\"x\"} {} | 400 | ",
        "{\"id\":7001,\"name\":\"x\" | 400 | ",
        "{\"id\":07001,\"name\":\"x\"} | 400 | ",
        "{\"id\":NaN,\"name\":\"x\"} | 400 | ",
        "{\"id\":99999999999999999999999999,\"name\":\"x\"} | 422 | /id",
        "{\"id\":1e999999999,\"name\":\"x\"} | 422 | /id",
        "{\"id\":1e999999999999,\"name\":\"x\"} | 400 | ",
        "{\"id\":7001.5,\"name\":\"x\"} | 422 | /id",
        "{\"id\":\"7001\",\"name\":\"x\"} | 422 | /id",
        "{\"id\":0,\"name\":\"x\"} | 422 | /id",
        "{\"id\":7001,\"name\":7} | 422 | /name",
        "{\"id\":7001,\"name\":[\"x\"]} | 422 | /name",
        "{\"id\":7001,\"name\":null} | 422 | /name",
        "{\"id\":7001,\"name\":\" \"} | 422 | /name",
        "{\"id\":7001,\"name\":\"x\",\"contact\":\"y\"} | 422 | /contact",
        "{\"id\":7001,\"name\":\"x\",\"contact\":{\"email\":\"no address\"}} | 422 | /contact/email",
        "{\"id\":7001,\"name\":\"x\",\"parentId\":7009} | 422 | /parentId",
        "[] | 400 | ", "null | 400 | ", "7 | 400 | ", "\"x\" | 400 | "})
    void aBodyThatCannotBeIsRefusedAndNothingOfItIsKept(String body, int status, String pointer, Service service) {
        JsonNode problem = problem(service.api().post("/organizations", body), status);
        assertThat(problem.at("/errors/0/pointer").asText(), is(pointer == null ? "" : pointer));
        assertThat(service.api().get("/organizations/7001").statusCode(), is(404));
    }

    @Test
    void invalidUtf8AndDepthAndManyDigitsAreRefused(Service service) {
        byte[] latin = "{\"id\":7001,\"name\":\"K\u00f6ln\"}".getBytes(StandardCharsets.ISO_8859_1);
        problem(service.api().send(service.api().request("/organizations").header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(latin))), 400);
        problem(service.api().post("/organizations", "{\"contact\":" + "[".repeat(100_000)), 400);
        problem(service.api().post("/changes", "[".repeat(100_000)), 400);
        problem(service.api().post("/organizations", "{\"id\":" + "9".repeat(100_000) + "}"), 400);
        problem(service.api().post("/organizations", "{\"" + "n".repeat(100_000) + "\":1}"), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/deliveries?resourceId=%00", "/deliveries?from=yesterday",
        "/deliveries?from=%2B999999999-01-01T00:00:00Z",
        "/deliveries?organization=x", "/deliveries?status=lost", "/organizations?limit=0", "/organizations?limit=201",
        "/organizations?limit=-1", "/organizations?limit=1e2", "/organizations?cursor=LQ", "/organizations?cursor=!!!",
        "/applications?cursor=AAA", "/audit-log?to=9", "/audit-log?from=-0001-01-01T00:00:00Z", "/deliveries?cursor=foo",
        "/deliveries?cursor=", "/rejected-messages?reason=foo", "/deliveries?state=failed", "/deliveries?status=",
        "/deliveries?status=failed&status=skipped",
        "/deliveries?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z", "/rejected-messages?from=2026-01-02T00:00:00Z&to="
        + "2026-01-02T00:00:00%2B01:00", "/audit-log?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z"})
    void aParameterThatCannotBeIsRefused(String path, Service service) {
        assertThat(problem(service.api().get(path), 400).get("type").asText(), containsString("invalid-parameter"));
    }

    @Test
    void everyOperationNamesTheParameterThatItDoesNotHave(Service service) {
        int operations = 0;
        for (var path : Api.json(service.api().openApi()).get("paths").properties()) {
            String place = path.getKey().replace("/api/v1", "").replaceAll("\\{[^}]*}", "1");
            for (var operation : path.getValue().properties()) {
                if (List.of("get", "put", "post", "patch", "delete").contains(operation.getKey())) {
                    JsonNode problem = problem(service.api().send(service.api().request(place + "?reasn=malformed")
                            .header("Content-Type", "application/json")
                            .method(operation.getKey().toUpperCase(Locale.ROOT), BodyPublishers.ofString("{}"))), 400);
                    assertThat(problem.get("detail").asText(), startsWith("'reasn' is not a query parameter"));
                    operations++;
                }
            }
        }
        assertThat(operations, is(greaterThan(30)));
        assertThat(problem(service.api().delete("/rejected-messages?reasn=malformed"), 400).get("detail").asText(),
                containsString("which has from, protocol, reason, to."));
    }

    @Test
    void aCursorIsForItsOwnListOnly(Service service) {
        String cursor = Api.json(service.api().get("/event-types?limit=1"), 200).get("nextCursor").asText();
        assertThat(service.api().get("/event-types?limit=1&cursor=" + cursor).statusCode(), is(200));
        problem(service.api().get("/resource-types?limit=1&cursor=" + cursor), 400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "br", "identity, gzip"})
    void anEncodedBodyIsRefusedWithTheRightEncoding(String encoding, Service service) {
        byte[] body = {31, -117, 8};
        HttpResponse<String> answer = service.api().send(service.api().request("/changes").header("Content-Type",
                "application/json").header("Content-Encoding", encoding).POST(BodyPublishers.ofByteArray(body)));
        problem(answer, 415);
        assertThat(answer.headers().firstValue("Accept-Encoding").orElse(""), is("identity"));
    }

    @ParameterizedTest
    @CsvSource({"GET /api/v1/deliveries?status=%zz,400", "GET /api/v1/organizations?cursor=%ff,400",
        "GET /health/live?x=%,400", "FOO /nothing,405", "PATCH /health/live,405", "POST /openapi,405",
        "PUT /nothing,405", "DELETE /nothing,405", "GET /nothing,404", "FOO /api/v1/nothing,404", "FOO /api/v1/changes,405"})
    @DiffersOn(value = {"liberty", "wildfly"}, because = "it answers some requests itself")
    void whatTheServerItselfRefusesIsAProblemToo(String request, int status, Service service) throws IOException {
        try (Socket socket = connect(service)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((request + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer, startsWith("HTTP/1.1 " + status));
            assertThat(answer, containsString("application/problem+json"));
            assertThat(answer, answer.contains("\r\nAllow: "), is(status == 405));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nothing", "api", "api/v1", "api/v2/changes", "WEB-INF/web.xml", "problem", "index.html",
        "application.wadl", "api/v1/application.wadl"})
    @DiffersOn(value = "wildfly", because = "it answers /WEB-INF with a page")
    void whatIsNotThereIsAProblemAndNeverAPage(String path, Service service) {
        problem(service.api().root("/" + path), 404);
    }

    @ParameterizedTest
    @CsvSource({"PATCH,/changes", "PUT,/changes", "PUT,/organizations", "POST,/deliveries", "DELETE,/organizations",
        "POST,/event-types", "DELETE,/audit-log", "FOO,/changes", "QUERY,/organizations/1"})
    void aWrongMethodGetsTheAllowedOnes(String method, String path, Service service) {
        HttpResponse<String> answer = service.api().send(service.api().request(path).method(method, BodyPublishers.noBody()));
        problem(answer, 405);
        assertThat(answer.headers().firstValue("Allow").isPresent(), is(true));
    }

    @ParameterizedTest
    @CsvSource({"/changes,POST", "/organizations,GET", "/organizations,POST", "/endpoints/ep_none,DELETE", "/api-keys,GET"})
    void optionsListsTheMethodsForAnyKey(String path, String method, Service service, Tenant tenant) {
        for (Api caller : List.of(service.api(), tenant.applicationKey)) {
            HttpResponse<String> answer = options(caller, path);
            assertThat(answer.body(), answer.statusCode() / 100, is(2));
            assertThat(List.of(answer.headers().firstValue("Allow").orElse("").split(", *")), hasItem(method));
            assertThat(answer.body(), not(containsString("<")));
        }
        problem(options(service.api().withKey(null), path), 401);
        problem(options(service.api(), "/nothing"), 404);
    }

    private static HttpResponse<String> options(Api api, String path) {
        return api.send(api.request(path).method("OPTIONS", BodyPublishers.noBody()));
    }

    @Test
    @DiffersOn(value = "liberty", because = "health is an application of the server")
    void everyAnswerHasTheHeadersThatKeepBrowsersOut(Service service) {
        for (HttpResponse<String> answer : List.of(service.api().get("/event-types"), service.api().root("/"),
                service.api().root("/health/ready"), service.api().root("/openapi"),
                service.api().withKey(null).get("/event-types"), service.api().post("/changes", "{"))) {
            assertThat(answer.headers().firstValue("X-Content-Type-Options").orElse(""), is("nosniff"));
            assertThat(answer.headers().firstValue("X-Frame-Options").orElse(""), is("DENY"));
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""), containsString("default-src 'none'"));
            assertThat(answer.headers().firstValue("Cache-Control").orElse(""), is("no-store"));
            assertThat(answer.headers().firstValue("Strict-Transport-Security").isPresent(), is(true));
        }
    }

    @Test
    @DiffersOn(value = {"liberty", "wildfly"}, because = "a proxy must collect requests in front of it")
    void aDrippingBodyIsCut(Service service) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try (Socket socket = connect(service)) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/v1/changes HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + CarillonProcess.OPERATOR_KEY
                    + "\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            while (socket.getInputStream().available() == 0 && secondsSince(start) < 20) {
                out.write(' ');
                TimeUnit.MILLISECONDS.sleep(50);
            }
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII), is("HTTP/1.1 408"));
        }
        assertThat(secondsSince(start), is(lessThan(6L)));
    }

    @ParameterizedTest
    @CsvSource({"QUERY,false,false", "QUERY,true,false", "QUERY,false,true", "FOO,true,true",
        "GET,true,true", "DELETE,false,false"})
    @DiffersOn(value = "liberty", because = "it ends the connection after an unexpected body")
    void theBodyOfAnyMethodIsReadAndTheNextRequestIsTheNext(String method, boolean chunked, boolean late, Service service)
            throws IOException, InterruptedException {
        String smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        String head = method + " /api/v1/endpoints/none/samples HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer "
                + CarillonProcess.OPERATOR_KEY + "\r\nContent-Type: application/json\r\n"
                + (chunked ? "Transfer-Encoding: chunked\r\n\r\n" : "Content-Length: " + smuggled.length() + "\r\n\r\n");
        String body = chunked ? Integer.toHexString(smuggled.length()) + "\r\n" + smuggled + "\r\n0\r\n\r\n" : smuggled;
        try (Socket socket = connect(service)) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write((late ? head : head + body).getBytes(StandardCharsets.US_ASCII));
            if (late) {
                TimeUnit.MILLISECONDS.sleep(200);
                out.write(body.getBytes(StandardCharsets.US_ASCII));
            }
            out.write("GET /api/v1/nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers, startsWith("HTTP/1.1 405"));
            assertThat(answers, containsString("Allow: "));
            String[] each = answers.split("HTTP/1\\.1 ");
            assertThat(answers, each.length, is(3));
            assertThat(answers, each[2], startsWith("404"));
        }
    }

    /** The server reads no body of a TRACE, so that what is left of the connection must not be used. */
    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/changes", "/health/live", "/openapi", "/nothing"})
    @DiffersOn(value = "liberty", because = "it refuses TRACE itself")
    void theBodyOfATraceIsNotTheNextRequest(String path, Service service) throws IOException {
        String smuggled = "GET /health/live HTTP/1.1\r\nHost: x\r\n\r\n";
        try (Socket socket = connect(service)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(("TRACE " + path + " HTTP/1.1\r\nHost: x\r\nX-Mine: secret\r\nContent-Length: "
                    + smuggled.length() + "\r\n\r\n" + smuggled).getBytes(StandardCharsets.US_ASCII));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers, startsWith("HTTP/1.1 405"));
            assertThat(answers, containsString("application/problem+json"));
            assertThat(answers, answers.split("HTTP/1\\.1 ").length, is(2));
            assertThat(answers, not(containsString("secret")));
        }
    }

    private static Socket connect(Service service) throws IOException {
        return new Socket(service.api().base().getHost(), service.api().base().getPort());
    }

    private static long secondsSince(long start) {
        return Duration.ofNanos(System.nanoTime() - start).toSeconds();
    }

    @Test
    void noFormOfAForbiddenAddressBecomesAnEndpoint(Service service, Tenant tenant) {
        String path = "/applications/" + tenant.application + "/endpoints";
        List<String> forms = AddressForms.of("refused");
        assertThat(forms.size(), is(greaterThan(200)));
        for (String form : forms) {
            String body = "{\"url\":" + new TextNode(form) + "}";
            assertThat(form, problem(tenant.applicationKey.post(path, body), 422).findValuesAsText("pointer"),
                    is(List.of("/url")));
        }
        assertThat(Api.json(tenant.applicationKey.get(path), 200).get("items").size(), is(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "host", "Content-Length", "Content-Type", "Transfer-Encoding", "Connection", "webhook-id",
        "Webhook-Signature", "WEBHOOK-TIMESTAMP", "X-TrackScore-Signature", "User-Agent", "Cookie", "Expect", "Upgrade", "TE",
        "Proxy-Authorization", "Accept-Encoding", "A B", "A:B", "A\\r\\nB", "\\u00e4", ""})
    void forbiddenHeadersAreRefused(String name, Service service, Tenant tenant) {
        String body = tenant.anEndpoint().replace("{\"url\"", "{\"headers\":{\"" + name + "\":\"x\"},\"url\"");
        problem(tenant.applicationKey.post("/applications/" + tenant.application + "/endpoints", body), 422);
        String split = tenant.anEndpoint().replace("{\"url\"", "{\"headers\":{\"X-Mine\":\"a\\r\\nwebhook-id: b\"},\"url\"");
        problem(tenant.applicationKey.post("/applications/" + tenant.application + "/endpoints", split), 422);
    }

    private static JsonNode problem(HttpResponse<String> answer, int status) {
        assertThat(answer.body(), answer.statusCode(), is(status));
        assertThat(answer.body(), answer.headers().firstValue("Content-Type").orElse(""), startsWith("application/problem+json"));
        assertThat(answer.body(), not(containsString("Exception")));
        return Api.json(answer.body());
    }
}
