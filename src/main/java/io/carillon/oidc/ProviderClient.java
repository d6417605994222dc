package io.carillon.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.StrictJson;
import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a provider, with a total deadline and without following it elsewhere. Each failure is a line of the log. Thread-safe. */
final class ProviderClient {

    private static final FactLog LOG = FactLog.of(ProviderClient.class);
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).followRedirects(Redirect.NEVER)
            .build();

    /**
     * What the provider answers.
     *
     * @param body an empty object if it is no JSON
     */
    record Answer(int status, JsonNode body) {
    }

    Answer get(URI url) {
        return send(HttpRequest.newBuilder(url).GET());
    }

    /** Sends {@code form}; {@code authorization} may be null. */
    Answer post(URI url, String form, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url).POST(BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded");
        return send(authorization == null ? request : request.header("Authorization", authorization));
    }

    private Answer send(HttpRequest.Builder builder) {
        HttpRequest request = builder.header("Accept", "application/json").build();
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(request, BodyHandlers.ofByteArray());
        try {
            HttpResponse<byte[]> arrived = answer.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(arrived.statusCode(), json(arrived.body()));
        } catch (ExecutionException e) {
            throw unavailable(request.uri(), String.valueOf(Causes.root(e)));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw unavailable(request.uri(), "no answer within " + DEADLINE);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw unavailable(request.uri(), "interrupted");
        }
    }

    private static JsonNode json(byte[] body) {
        try {
            JsonNode read = StrictJson.mapper().readTree(new String(body, StandardCharsets.UTF_8));
            return read.isObject() ? read : StrictJson.mapper().createObjectNode();
        } catch (JsonProcessingException e) {
            return StrictJson.mapper().createObjectNode();
        }
    }

    /** Logs that the provider does not work as it should, and returns what to throw. */
    static SignInRefused unavailable(URI url, String reason) {
        LOG.warn("oidc.provider-unavailable", "url", url, "reason", reason);
        return new SignInRefused(Refusal.UNAVAILABLE, reason);
    }
}
