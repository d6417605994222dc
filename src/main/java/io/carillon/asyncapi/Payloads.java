package io.carillon.asyncapi;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.catalog.EventTypeDocument;
import io.carillon.endpoint.Format;
import java.util.List;

/** What webhooks of each format look like, as schemas. {@code receiving-webhooks.md} says the same to people. */
final class Payloads {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String DATE_TIME = "date-time";

    private Payloads() {
    }

    static String mediaType(Format format) {
        return format == Format.CLOUDEVENTS ? "application/cloudevents+json" : "application/json";
    }

    /** The headers that tell receivers something; those of signatures depend on the endpoint. */
    static ObjectNode headers(EventTypeDocument type, Format format) {
        ObjectNode headers = format == Format.CLOUDEVENTS_BINARY ? prefixed(attributes(type)) : object();
        member(headers, "webhook-id", string().put("description", "the id of the message: the same in each attempt"));
        member(headers, "webhook-timestamp", string().put("description", "when it was sent, in seconds since 1970"));
        require(headers, List.of("webhook-id", "webhook-timestamp"));
        return headers;
    }

    /** The body, with {@code data} as the schema of the data. */
    static ObjectNode body(EventTypeDocument type, Format format, ObjectNode data) {
        return switch (format) {
            case THIN -> thin(type);
            case FULL -> full(type, data);
            case CLOUDEVENTS -> {
                ObjectNode event = attributes(type);
                member(event, "datacontenttype", JSON.objectNode().put("const", "application/json"));
                member(event, "data", data);
                require(event, List.of("data"));
                yield event;
            }
            case CLOUDEVENTS_BINARY -> data;
            case TEMPLATE -> throw new IllegalArgumentException("only the endpoint's owner knows what its template makes");
        };
    }

    private static ObjectNode thin(EventTypeDocument type) {
        ObjectNode body = object();
        member(body, "organizationId", integer());
        member(body, "resourceOperation", constant(type.resourceOperation()));
        member(body, "resourceId", string());
        member(body, "resourceType", constant(type.resourceType()));
        require(body, List.of("organizationId", "resourceOperation", "resourceId", "resourceType"));
        return body;
    }

    private static ObjectNode full(EventTypeDocument type, ObjectNode data) {
        ObjectNode meta = object();
        member(meta, "webhook_url", string());
        member(meta, "delivery_attempt", integer());
        member(meta, "api_version", constant("1.0"));
        member(meta, "changes", integer().put("description", "how many changes it summarises; only of coalesced endpoints"));
        member(meta, "occurred_at", string().put("format", DATE_TIME));
        member(meta, "sequence", integer());
        require(meta, List.of("webhook_url", "delivery_attempt", "api_version", "occurred_at", "sequence"));
        ObjectNode body = object();
        member(body, "id", string());
        member(body, "type", constant(type.name()));
        member(body, "created", string().put("format", DATE_TIME));
        member(body, "data", data);
        member(body, "meta", meta);
        require(body, List.of("id", "type", "created", "data", "meta"));
        return body;
    }

    /** Of CloudEvents, without the content type of the data. */
    private static ObjectNode attributes(EventTypeDocument type) {
        ObjectNode event = object();
        member(event, "specversion", constant("1.0"));
        member(event, "id", string());
        member(event, "source", string().put("format", "uri-reference"));
        member(event, "type", constant(type.name()));
        member(event, "subject", string().put("description", "the id of the object"));
        member(event, "time", string().put("format", DATE_TIME));
        member(event, "organizationid", string());
        member(event, "resourcetype", constant(type.resourceType()));
        member(event, "resourceoperation", constant(type.resourceOperation()));
        member(event, "sequence", string());
        require(event, List.of("specversion", "id", "source", "type", "subject", "time"));
        return event;
    }

    private static ObjectNode prefixed(ObjectNode attributes) {
        ObjectNode headers = object();
        attributes.get("properties").properties()
                .forEach(one -> member(headers, "ce-" + one.getKey(), (ObjectNode) one.getValue()));
        attributes.get("required").forEach(name -> require(headers, List.of("ce-" + name.asText())));
        return headers;
    }

    private static ObjectNode object() {
        return JSON.objectNode().put("type", "object");
    }

    private static ObjectNode string() {
        return JSON.objectNode().put("type", "string");
    }

    private static ObjectNode integer() {
        return JSON.objectNode().put("type", "integer");
    }

    private static ObjectNode constant(String value) {
        return JSON.objectNode().put("const", value);
    }

    private static void member(ObjectNode object, String name, ObjectNode schema) {
        object.withObject("/properties").set(name, schema);
    }

    private static void require(ObjectNode object, List<String> names) {
        names.forEach(object.withArray("/required")::add);
    }
}
