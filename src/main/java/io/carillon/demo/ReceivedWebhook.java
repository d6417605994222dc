package io.carillon.demo;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A webhook as received: the headers with its id and signatures, each empty when missing, and the raw bytes of the body. */
record ReceivedWebhook(String id, String timestamp, String standardSignatures, String trackScoreSignature,
        byte[] body) {

    static ReceivedWebhook read(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getRequestHeaders();
        return new ReceivedWebhook(header(headers, "webhook-id"), header(headers, "webhook-timestamp"),
                header(headers, "webhook-signature"), header(headers, "X-TrackScore-Signature"),
                exchange.getRequestBody().readAllBytes());
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** The body, parsed as JSON. */
    JsonValue json() {
        return JsonValue.parse(new String(body, StandardCharsets.UTF_8));
    }
}
