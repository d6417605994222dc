package io.carillon.sending;

import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.RequestForm;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The signed request of one attempt, without the headers of HTTP itself ({@code Host}, {@code Content-Length}). */
public final class WebhookRequest {

    static final String CONTENT_TYPE = "Content-Type";

    private final String url;
    private final RequestForm form;
    private final Map<String, String> headers;
    private final byte[] body;
    private final ReceiverAccess access;

    WebhookRequest(String url, RequestForm form, Map<String, String> headers, byte[] body, ReceiverAccess access) {
        this.url = url;
        this.form = form;
        this.headers = headers;
        this.body = body;
        this.access = access;
    }

    /** The HTTP method. */
    public String method() {
        return form.method().name();
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

    /** How it is to look. */
    RequestForm form() {
        return form;
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
