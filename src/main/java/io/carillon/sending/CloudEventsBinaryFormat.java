package io.carillon.sending;

import io.carillon.endpoint.Format;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * CloudEvents 1.0 in the binary mode of HTTP: the body is the data, and each attribute is a header whose name begins with
 * {@code ce-}.
 */
@ApplicationScoped
class CloudEventsBinaryFormat implements PayloadFormat {

    /** With which the names of the headers begin. */
    static final String PREFIX = "ce-";

    @Override
    public Format format() {
        return Format.CLOUDEVENTS_BINARY;
    }

    @Override
    public String mediaType(Webhook webhook) {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public Map<String, String> headers(Webhook webhook) {
        Map<String, String> headers = new LinkedHashMap<>();
        EventAttributes.of(webhook.message()).forEach((name, value) -> {
            if (!name.equals(EventAttributes.DATA_CONTENT_TYPE)) {
                headers.put(PREFIX + name, percentEncoded(value.toString()));
            }
        });
        return headers;
    }

    /** Space, double quote, percent and all that is not visible ASCII as {@code %XX} for each byte of its UTF-8. */
    static String percentEncoded(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte unit : text.getBytes(StandardCharsets.UTF_8)) {
            if (unit > ' ' && unit <= '~' && unit != '"' && unit != '%') {
                encoded.append((char) unit);
            } else {
                encoded.append(String.format("%%%02X", unit));
            }
        }
        return encoded.toString();
    }

    @Override
    public byte[] body(Webhook webhook) {
        return FullFormat.data(webhook.message()).getBytes(StandardCharsets.UTF_8);
    }
}
