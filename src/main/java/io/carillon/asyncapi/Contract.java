package io.carillon.asyncapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.catalog.EventTypeDocument;
import io.carillon.endpoint.Format;
import io.carillon.json.Pointer;
import io.carillon.json.StrictJson;
import io.carillon.platform.EnumWords;
import java.util.List;
import java.util.Set;

/** The document: a channel of webhooks with a message for each event type and format, and a schema for the data of each. */
final class Contract {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String CHANNEL = "webhooks";

    private Contract() {
    }

    /** The webhooks of the application {@code name} about {@code types}, in {@code formats}. */
    static AsyncApiDocument of(String name, List<EventTypeDocument> types, Set<Format> formats) {
        ObjectNode messages = JSON.objectNode();
        ObjectNode schemas = JSON.objectNode();
        for (EventTypeDocument type : types) {
            schemas.set(type.name(), dataOf(type));
            for (Format format : formats) {
                messages.set(formats.size() == 1 ? type.name() : type.name() + "." + EnumWords.of(format), message(type, format));
            }
        }
        ObjectNode components = JSON.objectNode();
        components.set("messages", messages);
        components.set("schemas", schemas);
        return new AsyncApiDocument("3.0.0", info(name), "application/json", channels(messages), operations(), components);
    }

    private static ObjectNode info(String name) {
        return JSON.objectNode().put("title", "Webhooks for " + name).put("version", "1.0")
                .put("description", "What Carillon may send to the URLs of the endpoints, as POST requests.");
    }

    private static ObjectNode channels(ObjectNode messages) {
        ObjectNode channel = JSON.objectNode().putNull("address")
                .put("description", "The URL of an endpoint. Any status of 2xx accepts a webhook; of the thin format, only 200.");
        ObjectNode named = channel.putObject("messages");
        messages.fieldNames().forEachRemaining(name -> named.set(name, reference("components", "messages", name)));
        return JSON.objectNode().set(CHANNEL, channel);
    }

    private static ObjectNode operations() {
        ObjectNode operation = JSON.objectNode().put("action", "receive").put("summary", "Receive a webhook");
        operation.set("channel", reference("channels", CHANNEL));
        operation.putObject("bindings").putObject("http").put("method", "POST").put("bindingVersion", "0.3.0");
        return JSON.objectNode().set("receive", operation);
    }

    /** Of the format {@code template}, only the endpoint's owner knows the body. */
    private static ObjectNode message(EventTypeDocument type, Format format) {
        ObjectNode message = JSON.objectNode().put("name", type.name()).put("title", type.name())
                .put("summary", (Boolean.TRUE.equals(type.deprecated()) ? "Deprecated: " : "") + type.description())
                .set("headers", Payloads.headers(type, format));
        message.putArray("tags").addObject().put("name", type.resourceType());
        if (format != Format.TEMPLATE) {
            message.put("contentType", Payloads.mediaType(format))
                    .set("payload", Payloads.body(type, format, reference("components", "schemas", type.name())));
        }
        return message;
    }

    /** The schema of the event type, at its place in this document; without one, any object with the type's example. */
    private static ObjectNode dataOf(EventTypeDocument type) {
        ObjectNode schema = type.schema() == null ? JSON.objectNode().put("type", "object")
                : new MovedSchema(pointerTo("components", "schemas", type.name())).of(StrictJson.stored(type.schema()));
        if (type.example() != null) {
            ArrayNode examples = schema.withArray("/examples");
            examples.removeAll().add(StrictJson.stored(type.example()));
        }
        return schema;
    }

    private static ObjectNode reference(String... steps) {
        return JSON.objectNode().put("$ref", pointerTo(steps));
    }

    private static String pointerTo(String... steps) {
        StringBuilder pointer = new StringBuilder("#");
        for (String step : steps) {
            pointer.append(Pointer.step(step));
        }
        return pointer.toString();
    }
}
