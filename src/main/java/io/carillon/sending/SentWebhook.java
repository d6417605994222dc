package io.carillon.sending;

import io.carillon.endpoint.EndpointHeaders;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The request as it was sent, with the values of the owner's headers and the authorization masked; {@code body} is exactly the
 * text that was signed.
 */
public record SentWebhook(String method, String url, Map<String, String> headers, String body) {

    /** Shows {@code sent}; {@code owners} are the headers that the endpoint defines. */
    public static SentWebhook of(WebhookRequest sent, Map<String, String> owners) {
        Map<String, String> headers = new LinkedHashMap<>(sent.headers());
        headers.replaceAll((name, value) -> value.equals(owners.get(name)) ? EndpointHeaders.MASK : value);
        if (sent.access().authentication() != null) {
            headers.put(HttpHeaders.AUTHORIZATION, EndpointHeaders.MASK);
        }
        return new SentWebhook(sent.method(), sent.url(), headers, sent.body());
    }
}
