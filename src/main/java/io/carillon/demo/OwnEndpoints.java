package io.carillon.demo;

import io.carillon.local.JsonValue;
import io.carillon.local.ReceivedWebhook;
import io.carillon.local.SignatureCheck;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The endpoints that people create themselves and that lead to the demonstration's receiver. Their secrets are looked up by URL
 * when the first webhook arrives, and again when a webhook does not match, as after a rotation.
 */
final class OwnEndpoints {

    private final Service service;
    private final Map<String, List<String>> secrets = new ConcurrentHashMap<>();

    OwnEndpoints(Service service) {
        this.service = service;
    }

    /** Why a webhook to {@code url} must be rejected; empty if an endpoint with that URL has signed it. */
    Optional<String> objectionTo(ReceivedWebhook webhook, String url, Clock clock) {
        List<String> known = secrets.getOrDefault(url, List.of());
        if (!known.isEmpty() && new SignatureCheck(known, clock).objectionTo(webhook).isEmpty()) {
            return Optional.empty();
        }
        try {
            List<String> found = secretsOf(url);
            secrets.put(url, found);
            return found.isEmpty() ? Optional.of("no endpoint has this URL")
                    : new SignatureCheck(found, clock).objectionTo(webhook);
        } catch (IOException e) {
            return Optional.of("the endpoint's secret cannot be looked up: " + e.getMessage());
        }
    }

    private List<String> secretsOf(String url) throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonValue endpoint : service.get("/endpoints?q=" + Service.encoded(url)).at("items").items()) {
            if (endpoint.at("url").text().filter(url::equals).isPresent()) {
                found.add(service.secretOf(Service.member(endpoint, "id")));
            }
        }
        return found;
    }
}
