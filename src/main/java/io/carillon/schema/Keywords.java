package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.Pointer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Which keywords of a schema have schemas as values. */
final class Keywords {

    static final String REF = "$ref";
    private static final Set<String> OF_ONE = Set.of("additionalProperties", "unevaluatedProperties", "propertyNames", "items",
            "contains", "unevaluatedItems", "not", "if", "then", "else", "contentSchema");
    private static final Set<String> OF_LISTS = Set.of("allOf", "anyOf", "oneOf", "prefixItems");
    private static final Set<String> OF_MAPS =
            Set.of("properties", "patternProperties", "dependentSchemas", "$defs", "definitions");
    /** Those whose schemas are about the same value as the schema that has them. */
    private static final Set<String> IN_PLACE =
            Set.of("allOf", "anyOf", "oneOf", "not", "if", "then", "else", "dependentSchemas");

    private Keywords() {
    }

    /** Whether the members of the value are names, each with a schema. */
    static boolean isOfNames(String keyword) {
        return OF_MAPS.contains(keyword);
    }

    /** The schemas in {@code schema}, without those in them, by their pointers from it. */
    static Map<String, JsonNode> schemasIn(JsonNode schema) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        schema.properties().forEach(member -> found.putAll(schemasOf(member.getKey(), member.getValue())));
        return found;
    }

    /** Those of them that are about the same value. */
    static Map<String, JsonNode> schemasInPlace(JsonNode schema) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        schema.properties().stream().filter(member -> IN_PLACE.contains(member.getKey()))
                .forEach(member -> found.putAll(schemasOf(member.getKey(), member.getValue())));
        return found;
    }

    private static Map<String, JsonNode> schemasOf(String keyword, JsonNode value) {
        Map<String, JsonNode> found = new LinkedHashMap<>();
        String pointer = Pointer.step(keyword);
        if (OF_ONE.contains(keyword)) {
            found.put(pointer, value);
        } else if (OF_LISTS.contains(keyword)) {
            for (int i = 0; i < value.size(); i++) {
                found.put(pointer + Pointer.step(i), value.get(i));
            }
        } else if (OF_MAPS.contains(keyword)) {
            value.properties().forEach(entry -> found.put(pointer + Pointer.step(entry.getKey()), entry.getValue()));
        }
        return found;
    }
}
