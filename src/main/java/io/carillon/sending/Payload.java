package io.carillon.sending;

import static io.carillon.json.CanonicalJson.quote;

import io.carillon.endpoint.Format;
import io.carillon.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Writes the bodies of both documents, members in their order. Both are canonical: byte for byte what ECMAScript's
 * {@code JSON.stringify(JSON.parse(body))} gives back, because the TrackScore document's receiver signs that.
 */
final class Payload {

    private static final String API_VERSION = "1.0";

    private Payload() {
    }

    /** The body of one attempt in UTF-8; a repeat of the same attempt has the same bytes. */
    static byte[] of(Webhook webhook) {
        String body = webhook.target().format() == Format.THIN ? thin(webhook.message()) : full(webhook);
        return body.getBytes(StandardCharsets.UTF_8);
    }

    private static String thin(Message message) {
        return "{\"organizationId\":" + message.organizationId()
                + ",\"resourceOperation\":" + quote(message.operation())
                + ",\"resourceId\":" + quote(message.resourceId())
                + ",\"resourceType\":" + quote(message.resourceType()) + "}";
    }

    private static String full(Webhook webhook) {
        Message message = webhook.message();
        String changes = message.isCoalesced() ? ",\"changes\":" + message.changes() : "";
        return "{\"id\":" + quote(message.id())
                + ",\"type\":" + quote(message.eventType())
                + ",\"created\":" + quote(seconds(message.createdAt()))
                + ",\"data\":" + (message.data() == null ? thin(message) : message.data())
                + ",\"meta\":{\"webhook_url\":" + quote(webhook.target().url())
                + ",\"delivery_attempt\":" + webhook.attempt()
                + ",\"api_version\":" + quote(API_VERSION) + changes + "}}";
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
