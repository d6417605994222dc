package io.carillon.filter;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.filter.Condition.All;
import io.carillon.filter.Condition.Either;
import io.carillon.filter.Condition.Not;
import io.carillon.filter.Condition.OfElement;
import io.carillon.filter.Condition.OfMember;
import io.carillon.filter.Condition.Test;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import io.carillon.platform.NearestWord;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/**
 * Reads one filter, and finds all of its flaws. An expression is a scalar, which the value must equal, or an object: a member
 * whose name begins with {@code $} is an operator on the value, any other one an expression about the member of the value with
 * this name. At the top the value is what is judged, whose members are known.
 */
final class ConditionReader {

    static final int MOST_LEVELS = 16;
    static final int MOST_OPERATORS = 100;
    /** What takes the place of a part with a flaw; it is never asked. */
    private static final Condition NONE = new All(List.of());
    private static final List<String> OPERATORS = List.of("$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin", "$exists",
            "$startsWith", "$endsWith", "$contains", "$any", "$not", "$and", "$or");
    private static final List<String> OF_WHOLES = List.of("$not", "$and", "$or");

    private final String root;
    private final Judged judged;
    private final List<Flaw> flaws = new ArrayList<>();
    private int operators;

    /** Pointers begin with {@code root}; the filter judges what {@code judged} says. */
    ConditionReader(String root, Judged judged) {
        this.root = root;
        this.judged = judged;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    Condition read(JsonNode filter) {
        Condition condition = filter.isObject() ? ofObject(filter, new Place(root, 1, true))
                : flaw(root, "must be an object of conditions");
        if (operators > MOST_OPERATORS) {
            flaw(root, "may have at most " + MOST_OPERATORS + " operators, and has " + operators);
        }
        return condition;
    }

    /**
     * Where an expression is.
     *
     * @param isWhole whether it is about all that is judged, and not about one of its members
     */
    private record Place(String pointer, int level, boolean isWhole) {

        Place of(String step, boolean stays) {
            return new Place(pointer + step, level + 1, isWhole && stays);
        }
    }

    private Condition expression(JsonNode node, Place at) {
        if (at.level > MOST_LEVELS) {
            return flaw(at.pointer, "is nested too deeply; a filter may have at most " + MOST_LEVELS + " levels");
        }
        if (node.isObject()) {
            return ofObject(node, at);
        }
        if (at.isWhole) {
            return flaw(at.pointer, "must be an object of conditions");
        }
        return node.isArray() ? flaw(at.pointer, "must be one value or an object of conditions; $in takes several values")
                : equality(node, at.pointer);
    }

    private Condition ofObject(JsonNode node, Place at) {
        if (node.isEmpty()) {
            return flaw(at.pointer, "must have a condition");
        }
        List<Condition> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            String name = member.getKey();
            Place place = at.of(Pointer.step(name), name.startsWith("$"));
            if (name.startsWith("$")) {
                parts.add(ofOperator(name, member.getValue(), place));
            } else if (at.isWhole && !judged.members().contains(name)) {
                flaw(place.pointer, "is not a member of a " + judged.word() + "; " + nearest(name, judged.members()));
            } else {
                parts.add(new OfMember(name, expression(member.getValue(), place)));
            }
        }
        return parts.size() == 1 ? parts.get(0) : new All(parts);
    }

    private Condition ofOperator(String name, JsonNode operand, Place at) {
        if (!OPERATORS.contains(name)) {
            return flaw(at.pointer, "is not an operator; " + nearest(name, OPERATORS));
        }
        if (at.isWhole && !OF_WHOLES.contains(name)) {
            return flaw(at.pointer, "is about a value, not about a whole " + judged.word()
                    + "; put it in one of its members: " + String.join(", ", judged.members()));
        }
        operators++;
        return switch (name) {
            case "$eq" -> among(List.of(operand), at.pointer, List.of(at.pointer));
            case "$ne" -> not(at, among(List.of(operand), at.pointer, List.of(at.pointer)));
            case "$in" -> among(operand, at);
            case "$nin" -> not(at, among(operand, at));
            case "$gt" -> ordered(operand, at, sign -> sign > 0);
            case "$gte" -> ordered(operand, at, sign -> sign >= 0);
            case "$lt" -> ordered(operand, at, sign -> sign < 0);
            case "$lte" -> ordered(operand, at, sign -> sign <= 0);
            case "$exists" -> exists(operand, at);
            case "$startsWith" -> ofText(operand, at, value -> value.textValue().startsWith(operand.textValue()));
            case "$endsWith" -> ofText(operand, at, value -> value.textValue().endsWith(operand.textValue()));
            case "$contains" -> contains(operand, at);
            case "$any" -> new OfElement(at.pointer, expression(operand, at));
            case "$not" -> not(at, expression(operand, at));
            case "$and" -> new All(all(operand, at));
            default -> new Either(at.pointer, all(operand, at));
        };
    }

    private Condition equality(JsonNode node, String pointer) {
        operators++;
        return among(List.of(node), pointer, List.of(pointer));
    }

    private static Condition not(Place at, Condition condition) {
        return new Not(at.pointer, condition);
    }

    private Condition among(JsonNode operand, Place at) {
        if (!operand.isArray() || operand.isEmpty()) {
            return flaw(at.pointer, "must be an array of values");
        }
        List<JsonNode> values = new ArrayList<>();
        List<String> pointers = new ArrayList<>();
        for (JsonNode value : operand) {
            pointers.add(at.pointer + Pointer.step(values.size()));
            values.add(value);
        }
        return among(values, at.pointer, pointers);
    }

    private Condition among(List<JsonNode> values, String pointer, List<String> pointers) {
        Set<Object> keys = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).isContainerNode()) {
                flaw(pointers.get(i), "must be a text, a number, a boolean or null");
            }
            keys.add(Scalars.keyOf(values.get(i)));
        }
        return new Test(pointer, value -> keys.contains(Scalars.keyOf(value)));
    }

    private Condition ordered(JsonNode operand, Place at, IntPredicate sign) {
        return operand.isTextual() || operand.isNumber() ? new Test(at.pointer, Scalars.ordered(operand, sign))
                : flaw(at.pointer, "must be a number or a text");
    }

    private Condition exists(JsonNode operand, Place at) {
        return operand.isBoolean() ? new Test(at.pointer, value -> value.isMissingNode() != operand.booleanValue())
                : flaw(at.pointer, "must be true or false");
    }

    private Condition ofText(JsonNode operand, Place at, Predicate<JsonNode> test) {
        return operand.isTextual() && !operand.textValue().isEmpty()
                ? new Test(at.pointer, value -> value.isTextual() && test.test(value))
                : flaw(at.pointer, "must be a text that is not empty");
    }

    /** A text has the operand as a part of it, an array as an element. */
    private Condition contains(JsonNode operand, Place at) {
        if (operand.isContainerNode() || operand.isTextual() && operand.textValue().isEmpty()) {
            return flaw(at.pointer, "must be a text that is not empty, a number, a boolean or null");
        }
        Object key = Scalars.keyOf(operand);
        Condition inArray = new OfElement(at.pointer, new Test(at.pointer, value -> Scalars.keyOf(value).equals(key)));
        if (!operand.isTextual()) {
            return inArray;
        }
        Substring part = new Substring(operand.textValue());
        return new Either(at.pointer, List.of(inArray,
                new Test(at.pointer, value -> value.isTextual() && part.isIn(value.textValue()))));
    }

    private List<Condition> all(JsonNode operand, Place at) {
        if (!operand.isArray() || operand.isEmpty()) {
            flaw(at.pointer, "must be an array of expressions");
            return List.of();
        }
        List<Condition> parts = new ArrayList<>();
        for (JsonNode part : operand) {
            parts.add(expression(part, at.of(Pointer.step(parts.size()), true)));
        }
        return parts;
    }

    private Condition flaw(String pointer, String detail) {
        flaws.add(Flaw.ofValue(pointer, detail));
        return NONE;
    }

    private static String nearest(String given, List<String> words) {
        return NearestWord.of(given, words).map(word -> "the nearest one is " + word)
                .orElseGet(() -> "there are " + String.join(", ", words));
    }
}
