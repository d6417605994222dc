package io.carillon.sending;

import static io.carillon.json.CanonicalJson.quote;

import io.carillon.endpoint.Format;
import io.carillon.message.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * The TrackScore document: an envelope with the data, or with the thin members when there is no data. Any 2xx status is
 * success.
 */
@ApplicationScoped
class FullFormat implements PayloadFormat {

    private static final String API_VERSION = "1.0";
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Override
    public Format format() {
        return Format.FULL;
    }

    @Override
    public String mediaType() {
        return MediaType.APPLICATION_JSON;
    }

    @Override
    public byte[] body(Webhook webhook) {
        return envelope(webhook).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    private static String envelope(Webhook webhook) {
        Message message = webhook.message();
        String changes = message.isCoalesced() ? ",\"changes\":" + message.changes() : "";
        return "{\"id\":" + quote(message.id())
                + ",\"type\":" + quote(message.eventType())
                + ",\"created\":" + quote(message.createdAt().truncatedTo(ChronoUnit.SECONDS).toString())
                + ",\"data\":" + (message.data() == null ? ThinFormat.object(message) : message.data())
                + ",\"meta\":{\"webhook_url\":" + quote(webhook.target().url())
                + ",\"delivery_attempt\":" + webhook.attempt()
                + ",\"api_version\":" + quote(API_VERSION) + changes
                + ",\"occurred_at\":" + quote(MILLIS.format(message.lastChangeAt()))
                + ",\"sequence\":" + message.sequence() + "}}";
    }
}
