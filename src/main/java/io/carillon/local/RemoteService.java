package io.carillon.local;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The API of a service elsewhere. */
final class RemoteService {

    private static final int MOST_OF_A_PROBLEM = 64 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** How long an export or an import of many objects may take. */
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(10);
    private static final String URL = "CARILLON_URL";
    private static final String KEY = "CARILLON_KEY";
    private static final String LOCAL = "http://127.0.0.1:8080";

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10)).build();
    private final String api;
    private final String key;

    /** The service at {@code base}, with or without the path of the API. */
    RemoteService(URI base, String key) {
        this.api = base.toString().replaceFirst("(/api/v1)?/*$", "") + "/api/v1";
        this.key = key;
    }

    /** The service that {@code --url} and {@code --key}, or else environment variables, name. */
    static RemoteService of(Options options, Surroundings surroundings) {
        URI base = options.url("--url")
                .orElseGet(() -> Options.url(URL, surroundings.variable(URL).map(String::strip).orElse(LOCAL)));
        String key = options.text("--key").or(() -> surroundings.variable(KEY)).map(String::strip)
                .filter(text -> text.matches("[!-~]+"))
                .orElseThrow(() -> CommandFailure.usage("a key is missing: give --key or set " + KEY + "."));
        return new RemoteService(base, key);
    }

    /**
     * The document at {@code path}, which is relative to the API.
     *
     * @throws Refused if the service answers anything but 200
     */
    JsonValue get(String path) throws IOException {
        return document("GET " + path, send(request(path).header("Accept", "application/json"), BodyHandlers.ofString()));
    }

    /** The text of the long document at {@code path}, which is JSON. */
    String text(String path) throws IOException {
        HttpResponse<String> response = send(request(path).header("Accept", "application/json").timeout(LONG_PATIENCE),
                BodyHandlers.ofString());
        document("GET " + path, response);
        return response.body();
    }

    /** What the service answers to {@code json}, of which it may have much to do. */
    JsonValue post(String path, String json) throws IOException {
        return document("POST " + path, send(request(path).header("Accept", "application/json")
                .header("Content-Type", "application/json").timeout(LONG_PATIENCE).POST(BodyPublishers.ofString(json)),
                BodyHandlers.ofString()));
    }

    private static JsonValue document(String request, HttpResponse<String> response) throws Refused {
        if (response.statusCode() != 200) {
            throw refused(request, response.statusCode(), response.body());
        }
        try {
            return JsonValue.parse(response.body());
        } catch (IllegalArgumentException e) {
            throw new Refused(response.statusCode(), request + " answered a body that is " + e.getMessage());
        }
    }

    /**
     * Opens a stream of events.
     *
     * @param lastId the last event that was seen; null if there was none
     * @throws Refused if the service answers anything but 200
     */
    InputStream stream(String path, String lastId) throws IOException {
        HttpRequest.Builder request = request(path).header("Accept", "text/event-stream");
        HttpResponse<InputStream> response = send(lastId == null ? request : request.header("Last-Event-ID", lastId),
                BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            try (InputStream body = response.body()) {
                throw refused("GET " + path, response.statusCode(),
                        new String(body.readNBytes(MOST_OF_A_PROBLEM), StandardCharsets.UTF_8));
            }
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(api + path)).timeout(PATIENCE).header("Authorization", "Bearer " + key);
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) throws IOException {
        try {
            return client.send(request.build(), handler);
        } catch (ConnectException e) {
            throw new IOException(api + " cannot be reached", e);
        } catch (HttpTimeoutException e) {
            throw new IOException(api + " did not answer in time", e);
        } catch (IOException e) {
            String reason = e.getMessage() == null ? "" : ": " + e.getMessage();
            throw new IOException("the connection to " + api + " failed" + reason, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static Refused refused(String request, int status, String body) {
        String reason;
        try {
            JsonValue problem = JsonValue.parse(body);
            reason = problem.at("detail").text().or(() -> problem.at("title").text()).map(text -> ": " + text).orElse("")
                    + flaws(problem);
        } catch (IllegalArgumentException e) {
            reason = "";
        }
        return new Refused(status, request + " answered " + status + reason);
    }

    /** A line for each place that is wrong. */
    private static String flaws(JsonValue problem) {
        return problem.at("errors").items().stream().map(flaw -> System.lineSeparator() + "  "
                + Stream.of("pointer", "parameter", "header", "detail").flatMap(name -> flaw.at(name).text().stream())
                        .collect(Collectors.joining(" "))).collect(Collectors.joining());
    }
}
