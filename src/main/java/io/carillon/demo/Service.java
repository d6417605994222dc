package io.carillon.demo;

import io.carillon.local.JsonValue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** The service as clients see it: JSON over HTTP with an operator key. An unexpected response is an exception. */
final class Service {

    private static final String API = "/api/v1";
    private static final String CONSOLE_LINK = """
            {"scope":"operator","capabilities":["view","report","operate","secrets","manage"],"subject":"demonstration",\
            "linkExpiresIn":"PT1H","path":"/?receiver=%s"}""";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String base;
    private final String operatorKey;

    Service(URI base, String operatorKey) {
        this.base = base.toString().replaceFirst("/+$", "");
        this.operatorKey = operatorKey;
    }

    String base() {
        return base;
    }

    String operatorKey() {
        return operatorKey;
    }

    /** Whether the health check reports ready and the API behind it is deployed. */
    boolean isReady() {
        try {
            return send(request("/health/ready").GET()).statusCode() == 200 && apiAnswers();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean apiAnswers() throws IOException {
        int status = send(request(API + "/applications?limit=1").GET()).statusCode();
        return status != 404 && status < 500;
    }

    /** The document at {@code path}, which is relative to the API. */
    JsonValue get(String path) throws IOException {
        return json(expect("GET " + path, send(request(API + path).GET()), 200));
    }

    /** The signing secret of an endpoint. */
    String secretOf(String endpointId) throws IOException {
        return member(get("/endpoints/" + endpointId + "/secret"), "secret");
    }

    /** A text member that the API always returns. */
    static String member(JsonValue object, String name) throws IOException {
        return object.at(name).text().orElseThrow(() -> new IOException("The service's response has no " + name + "."));
    }

    /** A value as part of a query. */
    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** Creates an object from {@code document}, and returns it as the API describes it. */
    JsonValue create(String path, String document) throws IOException {
        return json(post(path, document, 201));
    }

    /** Posts {@code body}; the response must have one of {@code statuses}. */
    HttpResponse<String> post(String path, String body, int... statuses) throws IOException {
        return expect("POST " + path, send(request(API + path).POST(BodyPublishers.ofString(body))), statuses);
    }

    /**
     * A link that signs one person in to the console as an operator, once; empty if the console is off. The console suggests
     * {@code receiver} as the URL of an endpoint.
     */
    Optional<String> consoleLink(String receiver) throws IOException {
        HttpResponse<String> response = post("/portal-links", CONSOLE_LINK.formatted(encoded(receiver)), 201, 409);
        return response.statusCode() == 201 ? json(response).at("url").text() : Optional.empty();
    }

    void put(String path, String body) throws IOException {
        expect("PUT " + path, send(request(API + path).PUT(BodyPublishers.ofString(body))), 200, 201, 204);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + operatorKey)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (ConnectException e) {
            throw new IOException(base + " cannot be reached.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("The demonstration was interrupted.");
        }
    }

    private static HttpResponse<String> expect(String what, HttpResponse<String> response, int... statuses)
            throws IOException {
        if (Arrays.stream(statuses).noneMatch(status -> status == response.statusCode())) {
            String body = response.body().replaceAll("\\p{Cc}+", " ");
            throw new IOException("%s returned %d: %.300s".formatted(what, response.statusCode(), body));
        }
        return response;
    }

    private static JsonValue json(HttpResponse<String> response) throws IOException {
        try {
            return JsonValue.parse(response.body());
        } catch (IllegalArgumentException e) {
            throw new IOException(response.uri() + " returned a body that is " + e.getMessage(), e);
        }
    }
}
