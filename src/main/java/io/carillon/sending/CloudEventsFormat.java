package io.carillon.sending;

import static io.carillon.json.CanonicalJson.quote;

import io.carillon.endpoint.Format;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;

/**
 * CloudEvents 1.0 in structured mode: one JSON object with the attributes and the data. Every attempt has the same body.
 */
@ApplicationScoped
class CloudEventsFormat implements PayloadFormat {

    @Override
    public Format format() {
        return Format.CLOUDEVENTS;
    }

    @Override
    public String mediaType(Webhook webhook) {
        return "application/cloudevents+json";
    }

    @Override
    public byte[] body(Webhook webhook) {
        StringJoiner event = new StringJoiner(",", "{", "}");
        EventAttributes.of(webhook.message()).forEach((name, value) ->
                event.add(quote(name) + ":" + (value instanceof Integer ? value : quote((String) value))));
        event.add("\"data\":" + FullFormat.data(webhook.message()));
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }
}
