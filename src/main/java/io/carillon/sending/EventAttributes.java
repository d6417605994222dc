package io.carillon.sending;

import io.carillon.json.Rfc3339;
import io.carillon.message.Message;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The attributes of the CloudEvent that a message is. They depend on the message alone, so that every attempt, redelivery and
 * endpoint gets the same event. An attribute is a text or an integer; {@code organizationid} is a text because integers of
 * CloudEvents have 32 bits.
 */
final class EventAttributes {

    /** The attribute that binary mode leaves to {@code Content-Type}. */
    static final String DATA_CONTENT_TYPE = "datacontenttype";
    /** Padded, so that texts have the order of their numbers: the extension {@code sequence} asks for that. */
    private static final String SEQUENCE = "%019d";

    private EventAttributes() {
    }

    /** The attributes of {@code message}, those of the specification first. */
    static Map<String, Object> of(Message message) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("id", message.id());
        attributes.put("source", "/organizations/" + message.organizationId());
        attributes.put("type", message.eventType());
        attributes.put("subject", message.resourceId());
        attributes.put("time", Rfc3339.millis(message.lastChangeAt()));
        attributes.put(DATA_CONTENT_TYPE, MediaType.APPLICATION_JSON);
        attributes.put("organizationid", String.valueOf(message.organizationId()));
        attributes.put("resourcetype", message.resourceType());
        attributes.put("resourceoperation", message.operation());
        attributes.put("sequence", String.format(Locale.ROOT, SEQUENCE, message.sequence()));
        if (message.isCoalesced()) {
            attributes.put("changes", message.changes());
        }
        return attributes;
    }
}
