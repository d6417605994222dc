package io.carillon.local;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Posts deliveries to a receiver on this machine and prints its answers. A delivery is posted as its last attempt was sent; one
 * that was never sent, or so long ago that its signature is too old, as it would be sent now. Nothing is retried.
 */
final class Forwarder implements DeliveryFeed.Sink {

    /** Receivers refuse what was signed five minutes ago. */
    private static final Duration FRESH = Duration.ofMinutes(4);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final String MASK = "***";
    /** Those that an HTTP client sets by itself. */
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("host", "connection", "content-length", "expect", "upgrade", "transfer-encoding");

    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .proxy(HttpClient.Builder.NO_PROXY).connectTimeout(Duration.ofSeconds(5)).build();
    private final RemoteService service;
    private final boolean maySeeSecrets;
    private final URI target;
    private final Terminal terminal;
    private final Clock clock;
    private final Map<String, Map<String, JsonValue>> headersOfEndpoints = new HashMap<>();

    /**
     * Posts to {@code target}.
     *
     * @param maySeeSecrets whether the key may see signatures and the values of the endpoint's own headers
     */
    Forwarder(RemoteService service, boolean maySeeSecrets, URI target, Surroundings surroundings) {
        this.service = service;
        this.maySeeSecrets = maySeeSecrets;
        this.target = target;
        terminal = surroundings.terminal();
        clock = surroundings.clock();
    }

    @Override
    public void take(JsonValue delivery) throws IOException {
        HttpRequest request;
        boolean isThin;
        try {
            JsonValue sent = request(delivery);
            isThin = isThin(sent);
            request = toTarget(sent, text(delivery, "endpointId"));
        } catch (Refused e) {
            if (e.mayPass() || e.status() == 401) {
                throw e;
            }
            terminal.rejected(name(delivery) + "not forwarded: " + e.getMessage());
            return;
        }
        post(name(delivery), request, isThin);
    }

    private static String name(JsonValue delivery) {
        int attempts = delivery.at("attempts").number();
        return "%s %s  %s  %s  ".formatted(text(delivery, "eventType"), text(delivery, "resourceId"),
                ShortId.ofWebhook(text(delivery, "messageId")), attempts == 0 ? "skipped" : "attempt " + attempts);
    }

    private static String text(JsonValue document, String member) {
        return document.at(member).text().orElse("");
    }

    private JsonValue request(JsonValue delivery) throws IOException {
        String path = "/deliveries/" + text(delivery, "id") + "/request?attempt=";
        int attempts = delivery.at("attempts").number();
        Optional<JsonValue> sent = attempts == 0 ? Optional.empty() : recorded(path + attempts);
        return sent.filter(this::isUsable).isPresent() ? sent.get() : service.get(path + "next");
    }

    private Optional<JsonValue> recorded(String path) throws IOException {
        try {
            return Optional.of(service.get(path));
        } catch (Refused e) {
            if (e.status() != 404) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private boolean isUsable(JsonValue request) {
        boolean isSigned = request.at("signed").text().filter("true"::equals).isPresent();
        Instant startedAt = Instant.parse(text(request, "startedAt"));
        return (isSigned || !maySeeSecrets) && Duration.between(startedAt, clock.instant()).compareTo(FRESH) < 0;
    }

    private static boolean isThin(JsonValue request) {
        try {
            return JsonValue.parse(text(request, "body")).at("resourceOperation").text().isPresent();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private HttpRequest toTarget(JsonValue request, String endpoint) throws IOException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(target).timeout(PATIENCE)
                .method(text(request, "method"), BodyPublishers.ofString(text(request, "body")));
        headers(request, endpoint).forEach((name, value) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                builder.setHeader(name, value);
            }
        });
        return builder.build();
    }

    /** Those of the request, with the values of the owner's in place of their masks, or without them if they are secret. */
    private Map<String, String> headers(JsonValue request, String endpoint) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        Set<String> names = request.at("headers").members().keySet();
        for (String name : names) {
            String value = text(request.at("headers"), name);
            Optional<String> shown = value.equals(MASK) ? ownHeader(endpoint, name) : Optional.of(value);
            shown.ifPresent(known -> headers.put(name, known));
        }
        return headers;
    }

    private Optional<String> ownHeader(String endpoint, String name) throws IOException {
        if (!maySeeSecrets) {
            return Optional.empty();
        }
        if (!headersOfEndpoints.getOrDefault(endpoint, Map.of()).containsKey(name)) {
            Map<String, JsonValue> shown = new HashMap<>(
                    service.get("/endpoints/" + endpoint + "/headers").at("headers").members());
            shown.putIfAbsent(name, null); // what authenticates the request is never shown; do not ask again
            headersOfEndpoints.put(endpoint, shown);
        }
        return Optional.ofNullable(headersOfEndpoints.get(endpoint).get(name)).flatMap(JsonValue::text);
    }

    private void post(String name, HttpRequest request, boolean isThin) throws InterruptedIOException {
        long start = System.nanoTime();
        try {
            int status = client.send(request, BodyHandlers.discarding()).statusCode();
            String line = name + "→ " + status + " in " + (System.nanoTime() - start) / 1_000_000 + " ms";
            if (isThin ? status == 200 : status / 100 == 2) {
                terminal.accepted(line);
            } else {
                terminal.rejected(line + (isThin && status / 100 == 2 ? "; for a thin webhook, only 200 is a success" : ""));
            }
        } catch (HttpTimeoutException e) {
            terminal.rejected(name + "→ no answer within " + PATIENCE.toSeconds() + " seconds");
        } catch (IOException e) {
            terminal.rejected(name + "→ " + target + " cannot be reached" + reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? "" : ": " + e.getMessage();
    }
}
