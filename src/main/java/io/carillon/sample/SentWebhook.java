package io.carillon.sample;

import java.util.Map;

/** The request as it was sent; {@code body} is exactly the text that was signed. */
public record SentWebhook(String method, String url, Map<String, String> headers, String body) {
}
