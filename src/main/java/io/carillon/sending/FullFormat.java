package io.carillon.sending;

import static io.carillon.json.CanonicalJson.quote;

import io.carillon.endpoint.Format;
import io.carillon.json.Rfc3339;
import io.carillon.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;

/** The TrackScore document: an envelope with the data, or with the thin members when there is no data. */
@ApplicationScoped
class FullFormat implements PayloadFormat {

    private static final String API_VERSION = "1.0";

    @Override
    public Format format() {
        return Format.FULL;
    }

    @Override
    public String mediaType(Webhook webhook) {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public byte[] body(Webhook webhook) {
        return envelope(webhook).getBytes(StandardCharsets.UTF_8);
    }

    static String envelope(Webhook webhook) {
        Message message = webhook.message();
        String url = webhook.target().url();
        String changes = message.isCoalesced() ? ",\"changes\":" + message.changes() : "";
        return "{\"id\":" + quote(message.id())
                + ",\"type\":" + quote(message.eventType())
                + ",\"created\":" + quote(message.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
                + ",\"data\":" + data(message)
                + ",\"meta\":{\"webhook_url\":" + (url == null ? null : quote(url))
                + ",\"delivery_attempt\":" + webhook.attempt()
                + ",\"api_version\":" + quote(API_VERSION) + changes
                + ",\"occurred_at\":" + quote(Rfc3339.millis(message.lastChangeAt()))
                + ",\"sequence\":" + message.sequence() + "}}";
    }

    /** What the producer sent, or the thin members: a receiver always finds a JSON object. */
    static String data(Message message) {
        return message.data() == null ? ThinFormat.object(message) : message.data();
    }
}
