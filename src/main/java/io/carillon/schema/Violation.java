package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Says in our own words what the library found: with the values of the schema, never with those of the data. */
final class Violation {

    private static final int LONGEST_VALUE = 100;
    private static final int MOST_VALUES = 10;
    private static final Set<String> ALTERNATIVES = Set.of("anyOf", "oneOf");

    private Violation() {
    }

    static Flaw of(Error error) {
        String pointer = pointer(error.getInstanceLocation()) + member(error);
        String detail = detail(error.getKeyword(), error.getSchemaNode());
        return new Flaw(Flaw.SCHEMA_VIOLATED, pointer,
                isOfAlternative(error) ? detail + ", unless another alternative of the schema matches" : detail);
    }

    private static String pointer(NodePath path) {
        StringBuilder pointer = new StringBuilder();
        for (int i = 0; i < path.getNameCount(); i++) {
            Object step = path.getElement(i);
            pointer.append(step instanceof Integer index ? Pointer.step(index) : Pointer.step(String.valueOf(step)));
        }
        return pointer.toString();
    }

    /** Some keywords are about a member of the value, and report the value. */
    private static String member(Error error) {
        if ("dependentRequired".equals(error.getKeyword())) {
            return Pointer.step(String.valueOf(error.getArguments()[0]));
        }
        String last = lastOf(error.getInstanceLocation());
        return error.getProperty() == null || error.getProperty().equals(last) && "false".equals(error.getKeyword()) ? ""
                : Pointer.step(error.getProperty());
    }

    private static String lastOf(NodePath path) {
        return path.getNameCount() == 0 ? null : String.valueOf(path.getElement(path.getNameCount() - 1));
    }

    private static boolean isOfAlternative(Error error) {
        NodePath path = error.getEvaluationPath();
        for (int i = 0; i < path.getNameCount() - 1; i++) {
            if (ALTERNATIVES.contains(String.valueOf(path.getElement(i))) && path.getElement(i + 1) instanceof Integer) {
                return true;
            }
        }
        return false;
    }

    private static String detail(String keyword, JsonNode value) {
        return switch (keyword) {
            case "type" -> "must be " + types(value);
            case "required" -> "is required";
            case "dependentRequired" -> "is required, because of another member";
            case "additionalProperties", "unevaluatedProperties", "false" -> "is not allowed";
            case "enum" -> "must be one of " + values(value);
            case "const" -> "must be " + shown(value);
            case "minimum" -> "must be at least " + shown(value);
            case "maximum" -> "must be at most " + shown(value);
            case "exclusiveMinimum" -> "must be more than " + shown(value);
            case "exclusiveMaximum" -> "must be less than " + shown(value);
            case "multipleOf" -> "must be a multiple of " + shown(value);
            case "minLength" -> "must have at least " + counted(value, "character");
            case "maxLength" -> "must have at most " + counted(value, "character");
            case "minItems" -> "must have at least " + counted(value, "item");
            case "maxItems" -> "must have at most " + counted(value, "item");
            case "minProperties" -> "must have at least " + counted(value, "member");
            case "maxProperties" -> "must have at most " + counted(value, "member");
            case "uniqueItems" -> "must not have the same item twice";
            case "items", "additionalItems", "unevaluatedItems" -> "has more items than the schema allows";
            case "contains", "minContains", "maxContains" -> "has too few or too many items that match contains";
            case "pattern" -> "must match the pattern " + cut(value.asText());
            case "propertyNames" -> "has a member whose name is not allowed";
            case "not" -> "matches what the schema excludes";
            case "oneOf" -> "must match exactly one of the alternatives of the schema";
            case "$ref" -> "must match the schema that it refers to";
            default -> "does not match " + keyword + " of the schema";
        };
    }

    private static String types(JsonNode type) {
        List<String> words = new ArrayList<>();
        if (type.isArray()) {
            type.forEach(one -> words.add(word(one.asText())));
        } else {
            words.add(word(type.asText()));
        }
        return String.join(" or ", words);
    }

    private static String word(String type) {
        return switch (type) {
            case "null" -> "null";
            case "object", "array", "integer" -> "an " + type;
            default -> "a " + type;
        };
    }

    private static String counted(JsonNode number, String what) {
        return shown(number) + " " + what + (number.asText().equals("1") ? "" : "s");
    }

    private static String values(JsonNode allowed) {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(allowed.size(), MOST_VALUES); i++) {
            shown.add(shown(allowed.get(i)));
        }
        return String.join(", ", shown) + (allowed.size() > MOST_VALUES ? " and others" : "");
    }

    private static String shown(JsonNode value) {
        return cut(value.toString());
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "…";
    }
}
