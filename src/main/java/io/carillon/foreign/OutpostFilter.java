package io.carillon.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.filter.Filter;
import io.carillon.json.StrictJson;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Translates filters of Outpost. The differences: a condition on a member holds there for an array if it does for an element;
 * every condition but {@code $exist} with {@code false} fails if the member is missing; and {@code $in} may look into a text or
 * an array. What asks about more than the topic and the data, or in a form whose meaning there is doubtful, is not translated.
 */
final class OutpostFilter {

    private static final Map<String, String> TOP = Map.of("topic", "eventType", "data", "data");
    private static final Set<String> COMPARISONS = Set.of("$gt", "$gte", "$lt", "$lte");
    private static final Set<String> AFFIXES = Set.of("$startsWith", "$endsWith");

    private OutpostFilter() {
    }

    /** The same as {@code filter} in Carillon's language, or empty if there is nothing that is the same. */
    static Optional<JsonNode> translated(JsonNode filter) {
        try {
            JsonNode translated = ofMembers(filter, true);
            return Filter.flawsOf(translated, "").isEmpty() ? Optional.of(translated) : Optional.empty();
        } catch (Untranslatable e) {
            return Optional.empty();
        }
    }

    /** Conditions on the members of an object, which is the whole event or a value in its data. */
    private static ObjectNode ofMembers(JsonNode object, boolean isEvent) {
        check(object.isObject() && !object.isEmpty());
        ObjectNode result = newObject();
        object.properties().forEach(member -> {
            String name = member.getKey();
            if (name.equals("$or") || name.equals("$and")) {
                result.set(name, ofAlternatives(member.getValue(), isEvent));
            } else if (name.equals("$not")) {
                result.set(name, ofMembers(member.getValue(), isEvent));
            } else {
                check(!name.startsWith("$") && (!isEvent || TOP.containsKey(name)));
                result.set(isEvent ? TOP.get(name) : name, isEvent && name.equals("data") ? ofMembers(member.getValue(), false)
                        : ofValue(member.getValue()));
            }
        });
        return result;
    }

    private static JsonNode ofAlternatives(JsonNode array, boolean isEvent) {
        check(array.isArray() && !array.isEmpty());
        ArrayNode result = StrictJson.mapper().createArrayNode();
        array.forEach(one -> result.add(ofMembers(one, isEvent)));
        return result;
    }

    /** A condition on the value of a member. */
    private static ObjectNode ofValue(JsonNode condition) {
        if (condition.isObject()) {
            boolean hasOperators = condition.properties().stream().anyMatch(member -> member.getKey().startsWith("$"));
            return hasOperators ? ofOperators(condition) : orOfAnElement(ofMembers(condition, false));
        }
        check(condition.isValueNode());
        return orOfAnElement(operator("$eq", condition));
    }

    private static ObjectNode orOfAnElement(ObjectNode condition) {
        ObjectNode result = newObject();
        result.putArray("$or").add(condition).add(operator("$any", condition.deepCopy()));
        return result;
    }

    private static ObjectNode ofOperators(JsonNode operators) {
        ObjectNode result = newObject();
        ArrayNode all = result.putArray("$and");
        operators.properties().forEach(member -> all.add(ofOperator(member.getKey(), member.getValue())));
        return all.size() == 1 ? (ObjectNode) all.get(0) : result;
    }

    private static ObjectNode ofOperator(String name, JsonNode operand) {
        if (COMPARISONS.contains(name)) {
            return operator(name, operand);
        }
        if (AFFIXES.contains(name)) {
            return operand.isArray() ? anyOf(name, operand) : operator(name, operand);
        }
        return switch (name) {
            case "$eq" -> operator("$eq", scalar(operand));
            case "$neq" -> operator("$ne", scalar(operand)).put("$exists", true);
            case "$in" -> operand.isArray() ? operator("$in", operand) : operator("$contains", scalar(operand));
            case "$nin" -> operand.isArray() ? operator("$nin", operand).put("$exists", true) : untranslatable();
            case "$exist" -> operator("$exists", operand);
            default -> untranslatable();
        };
    }

    private static ObjectNode anyOf(String name, JsonNode operands) {
        ObjectNode result = newObject();
        ArrayNode all = result.putArray("$or");
        operands.forEach(operand -> all.add(operator(name, operand)));
        return result;
    }

    private static JsonNode scalar(JsonNode operand) {
        check(operand.isValueNode());
        return operand;
    }

    private static ObjectNode operator(String name, JsonNode operand) {
        return newObject().set(name, operand);
    }

    private static ObjectNode newObject() {
        return StrictJson.mapper().createObjectNode();
    }

    private static void check(boolean isTranslatable) {
        if (!isTranslatable) {
            untranslatable();
        }
    }

    private static ObjectNode untranslatable() {
        throw new Untranslatable();
    }

    /** Ends a translation. */
    private static final class Untranslatable extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }
}
