package io.carillon.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/**
 * Moves a schema into another document, where its references must begin with its place. AsyncAPI reads it as one of its own,
 * which has the keywords of draft 07; the few that 2020-12 adds are there for tools that know them.
 */
record MovedSchema(String place) {

    /** What has values instead of schemas. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");
    private static final Set<String> OF_NAMES =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");

    /** A copy of {@code schema}, which is complete in itself. */
    ObjectNode of(JsonNode schema) {
        ObjectNode copy = schema.deepCopy();
        copy.remove("$id");
        copy.remove("$schema");
        move(copy);
        return copy;
    }

    private void move(JsonNode schema) {
        if (schema instanceof ArrayNode list) {
            list.forEach(this::move);
        } else if (schema instanceof ObjectNode object) {
            object.properties().stream().filter(member -> !VALUES.contains(member.getKey())).forEach(member -> {
                if (OF_NAMES.contains(member.getKey())) {
                    member.getValue().forEach(this::move);
                } else {
                    move(member.getValue());
                }
            });
            if (object.path("$ref").isTextual()) {
                object.put("$ref", place + object.get("$ref").textValue().substring(1));
            }
        }
    }
}
