package io.carillon.sending;

import io.carillon.endpoint.ReceiverAccess;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The signed POST of one attempt, before the client adds the headers of HTTP itself ({@code Host}, {@code Content-Length}). */
public final class WebhookRequest {

    static final String CONTENT_TYPE = "Content-Type";
    static final String SEQUENCE = "webhook-sequence";

    private final String url;
    private final Map<String, String> headers;
    private final byte[] body;
    private final ReceiverAccess access;

    WebhookRequest(String url, Map<String, String> headers, byte[] body, ReceiverAccess access) {
        this.url = url;
        this.headers = headers;
        this.body = body;
        this.access = access;
    }

    /** The receiver's URL. */
    public String url() {
        return url;
    }

    /** The owner's headers and Carillon's, in the order in which they are set. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The text whose UTF-8 bytes are signed and sent. */
    public String body() {
        return new String(body, StandardCharsets.UTF_8);
    }

    String mediaType() {
        return headers.get(CONTENT_TYPE);
    }

    /** What opens the receiver; the header {@code Authorization} is added when the request is sent. */
    ReceiverAccess access() {
        return access;
    }

    byte[] bytes() {
        return body;
    }
}
