package io.carillon.local;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A webhook as received: the headers with its id and signatures, each empty when missing, and the raw bytes of the body. */
public record ReceivedWebhook(String id, String timestamp, String standardSignatures, String trackScoreSignature,
        byte[] body) {

    /** A change may have 1 MB, which its webhook can write in a longer form. */
    static final int MOST_BYTES = 2 * 1024 * 1024;

    /** Reads a webhook; empty if its body is longer than 2 MB. */
    public static Optional<ReceivedWebhook> read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readNBytes(MOST_BYTES + 1);
        Headers headers = exchange.getRequestHeaders();
        return body.length > MOST_BYTES ? Optional.empty() : Optional.of(new ReceivedWebhook(
                header(headers, "webhook-id"), header(headers, "webhook-timestamp"),
                header(headers, "webhook-signature"), header(headers, "X-TrackScore-Signature"), body));
    }

    private static String header(Headers headers, String name) {
        String value = headers.getFirst(name);
        return value == null ? "" : value;
    }

    /** The body as text. */
    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The body, parsed as JSON. */
    public JsonValue json() {
        return JsonValue.parse(text());
    }
}
