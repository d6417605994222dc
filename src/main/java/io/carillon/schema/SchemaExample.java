package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes an example of what a schema describes: of its {@code examples}, {@code default}, {@code const} and {@code enum}, and
 * otherwise of its members and types. It is a proposal, so one that does not match the schema is none.
 */
public final class SchemaExample {

    private static final int MOST_LEVELS = 16;
    private static final int MOST_NODES = 500;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, String> OF_FORMATS = Map.of("date-time", "2026-06-09T10:30:00Z", "date", "2026-06-09",
            "time", "10:30:00Z", "email", "kim@example.com", "uri", "https://example.com/", "hostname", "example.com",
            "uuid", "ab9f4201-4ef4-4a02-946f-81c3399959a2", "ipv4", "192.0.2.1", "duration", "PT1H");

    private final JsonNode root;
    /** The references that the value being made is part of. */
    private final Set<String> open = new HashSet<>();
    private int nodes;

    private SchemaExample(JsonNode root) {
        this.root = root;
    }

    /** An example of the data that {@code schema}, which has no flaws, describes; empty if none can be made. */
    public static Optional<JsonNode> of(JsonNode schema) {
        JsonNode made = new SchemaExample(schema).of(schema, 1);
        return Optional.of(made).filter(JsonNode::isObject)
                .filter(example -> DataSchema.of(schema).violationsOf(example, example.toString().length()).isEmpty());
    }

    private JsonNode of(JsonNode schema, int level) {
        nodes++;
        if (level > MOST_LEVELS || nodes > MOST_NODES) {
            return JSON.nullNode();
        }
        for (JsonNode given : List.of(schema.path("examples").path(0), schema.path("default"), schema.path("const"),
                schema.path("enum").path(0))) {
            if (!given.isMissingNode()) {
                return given;
            }
        }
        if (schema.has(Keywords.REF)) {
            return ofReference(schema.get(Keywords.REF).asText(), level);
        }
        for (String alternatives : List.of("oneOf", "anyOf")) {
            if (!schema.path(alternatives).isEmpty() && !schema.has("properties")) {
                return of(schema.get(alternatives).get(0), level + 1);
            }
        }
        return ofType(schema, level);
    }

    /** Missing within itself, where an example would have no end. */
    private JsonNode ofReference(String reference, int level) {
        if (!open.add(reference)) {
            return MissingNode.getInstance();
        }
        JsonNode made = of(root.at(reference.substring(1)), level + 1);
        open.remove(reference);
        return made;
    }

    private JsonNode ofType(JsonNode schema, int level) {
        JsonNode type = schema.path("type");
        return switch (type.isArray() ? type.path(0).asText() : type.asText()) {
            case "string" -> JSON.textNode(text(schema));
            case "integer", "number" -> number(schema);
            case "boolean" -> JSON.booleanNode(true);
            case "null" -> JSON.nullNode();
            case "array" -> array(schema, level);
            default -> object(schema, level);
        };
    }

    private JsonNode array(JsonNode schema, int level) {
        JsonNode item = schema.path("items").isObject() ? of(schema.get("items"), level + 1) : MissingNode.getInstance();
        return item.isMissingNode() ? JSON.arrayNode() : JSON.arrayNode().add(item);
    }

    private ObjectNode object(JsonNode schema, int level) {
        ObjectNode example = JSON.objectNode();
        schema.path("allOf").forEach(part -> {
            if (of(part, level + 1) instanceof ObjectNode members) {
                example.setAll(members);
            }
        });
        schema.path("properties").properties().forEach(member -> {
            JsonNode made = member.getValue().isObject() ? of(member.getValue(), level + 1) : MissingNode.getInstance();
            if (!made.isMissingNode()) {
                example.set(member.getKey(), made);
            }
        });
        return example;
    }

    private static String text(JsonNode schema) {
        String text = OF_FORMATS.getOrDefault(schema.path("format").asText(), "text");
        int least = Math.min(schema.path("minLength").asInt(), 1_000);
        String padded = text.length() < least ? text + "x".repeat(least - text.length()) : text;
        return padded.substring(0, Math.min(padded.length(), schema.path("maxLength").asInt(Integer.MAX_VALUE)));
    }

    private static JsonNode number(JsonNode schema) {
        for (String bound : List.of("minimum", "maximum", "multipleOf")) {
            if (schema.has(bound)) {
                return schema.get(bound);
            }
        }
        return schema.has("exclusiveMinimum") ? JSON.numberNode(schema.get("exclusiveMinimum").asLong() + 1) : JSON.numberNode(1);
    }
}
