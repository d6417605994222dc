package io.carillon.queue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises the CloudEvents in messages: in structured mode by the content type, in binary mode by properties
 * with the names of the AMQP binding. There is no binding for JMS, whose property names have no colon; it shares the underscore
 * with AMQP, and the name {@code content_type} with Spring.
 */
final class EventMessage {

    /** The content type of AMQP, MQTT and STOMP, as the broker's plugin keeps it. */
    private static final String CONTENT_TYPE = "carillon_content_type";
    /** The same of a producer whose messages have none but in a property. */
    private static final String CONTENT_TYPE_AS_SENT = "content_type";
    /** A message without a body is an event without data. */
    private static final Set<String> TYPES = Set.of(MessageBody.TEXT, MessageBody.BYTES, MessageBody.EMPTY);
    private static final List<String> PREFIXES = List.of("cloudEvents:", "cloudEvents_");
    private static final int PREFIX_LENGTH = PREFIXES.get(0).length();

    private EventMessage() {
    }

    /** The event or the batch of events in a message, in the JSON format; empty if the message has none. */
    static Optional<byte[]> read(String type, byte[] body, Map<String, String> properties) {
        if (!TYPES.contains(type) || properties.containsKey(QueuedMessage.UNREADABLE)) {
            return Optional.empty();
        }
        String contentType = properties.getOrDefault(CONTENT_TYPE, properties.get(CONTENT_TYPE_AS_SENT));
        if (EventMembers.isMediaType(contentType) && !type.equals(MessageBody.EMPTY)) {
            return Optional.of(body);
        }
        ObjectNode event = attributes(properties);
        return event.isEmpty() ? Optional.empty() : Optional.of(MessageBody.cut(json(EventMembers.withData(event, body))));
    }

    private static ObjectNode attributes(Map<String, String> properties) {
        ObjectNode event = StrictJson.mapper().createObjectNode();
        properties.forEach((name, value) -> {
            if (PREFIXES.stream().anyMatch(name::startsWith)) {
                event.put(name.substring(PREFIX_LENGTH), value);
            }
        });
        return event;
    }

    private static byte[] json(ObjectNode event) {
        try {
            return StrictJson.mapper().writeValueAsString(event).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an object of strings is always JSON", e);
        }
    }
}
