package io.carillon.filter;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.CanonicalJson;
import io.carillon.json.StrictJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * Random filters on random data, against a model that is as plain as possible: it asks the JSON values again and again, and knows
 * nothing of conditions.
 */
class FilterModelTest {

    private static final int ROUNDS = 30_000;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final List<Object> SCALARS = new ArrayList<>(
            List.of(0, 1, 2, 1.5, -1, "", "a", "ab", "aab", "b", "1", true, false));
    private static final Object MISSING = new Object();

    static {
        SCALARS.add(null);
    }

    private final Random random = new Random(20261127);

    @Test
    void everyVerdictIsThatOfTheModel() throws JsonProcessingException {
        int passed = 0;
        for (int i = 0; i < ROUNDS; i++) {
            Map<String, Object> data = object(3);
            Map<String, Object> filter = Map.of("data", expression(3));
            JsonNode written = StrictJson.mapper().valueToTree(filter);
            JsonNode change = new Envelope(7L, "t", "update", "1", "t.updated")
                    .with(StrictJson.mapper().writeValueAsString(data));
            boolean expected = holds(filter.get("data"), data);
            String about = written + " on " + change;
            assertThat(about, Filter.flawsOf(written, "").isEmpty());
            assertThat(about, Filter.of(written).passes(change), is(expected));
            assertThat(about, Filter.of(CanonicalJson.write(written)).failureOf(change).isEmpty(), is(expected));
            passed += expected ? 1 : 0;
        }
        assertThat(passed, greaterThan(ROUNDS / 10));
        assertThat(ROUNDS - passed, greaterThan(ROUNDS / 10));
    }

    private static boolean holds(Object expression, Object value) {
        if (!(expression instanceof Map<?, ?> conditions)) {
            return isEqual(expression, value);
        }
        boolean holds = true;
        for (Map.Entry<?, ?> condition : conditions.entrySet()) {
            String name = (String) condition.getKey();
            holds &= name.startsWith("$") ? test(name, condition.getValue(), value)
                    : holds(condition.getValue(), value instanceof Map<?, ?> object && object.containsKey(name)
                            ? object.get(name) : MISSING);
        }
        return holds;
    }

    private static boolean test(String operator, Object operand, Object value) {
        List<?> several = operand instanceof List<?> list ? list : List.of();
        List<?> elements = value instanceof List<?> list ? list : List.of();
        return switch (operator) {
            case "$eq" -> isEqual(operand, value);
            case "$ne" -> !isEqual(operand, value);
            case "$in" -> several.stream().anyMatch(one -> isEqual(one, value));
            case "$nin" -> several.stream().noneMatch(one -> isEqual(one, value));
            case "$gt" -> isComparable(operand, value) && order(value, operand) > 0;
            case "$gte" -> isComparable(operand, value) && order(value, operand) >= 0;
            case "$lt" -> isComparable(operand, value) && order(value, operand) < 0;
            case "$lte" -> isComparable(operand, value) && order(value, operand) <= 0;
            case "$exists" -> (value != MISSING) == (Boolean) operand;
            case "$startsWith" -> value instanceof String text && text.matches(operand + ".*");
            case "$endsWith" -> value instanceof String text && text.matches(".*" + operand);
            case "$contains" -> value instanceof String text && operand instanceof String part && text.matches(".*" + part + ".*")
                    || elements.stream().anyMatch(one -> isEqual(operand, one));
            case "$any" -> elements.stream().anyMatch(one -> holds(operand, one));
            case "$not" -> !holds(operand, value);
            case "$and" -> several.stream().allMatch(one -> holds(one, value));
            case "$or" -> several.stream().anyMatch(one -> holds(one, value));
            default -> throw new AssertionError(operator);
        };
    }

    private static boolean isEqual(Object one, Object other) {
        return one == null ? other == null : one instanceof Number && other instanceof Number ? order(one, other) == 0
                : one.equals(other) && !(other instanceof Map) && !(other instanceof List);
    }

    private static boolean isComparable(Object one, Object other) {
        return one instanceof Number && other instanceof Number || one instanceof String && other instanceof String;
    }

    private static double order(Object one, Object other) {
        return one instanceof Number number ? number.doubleValue() - ((Number) other).doubleValue()
                : ((String) one).compareTo((String) other);
    }

    private Object expression(int depth) {
        if (depth == 0 || random.nextInt(6) == 0) {
            return depth == 3 ? Map.of("$exists", random.nextBoolean()) : scalar();
        }
        Map<String, Object> conditions = new LinkedHashMap<>();
        for (int i = random.nextInt(2); i >= 0; i--) {
            if (random.nextInt(5) < 3) {
                conditions.put(one(NAMES), expression(depth - 1));
            } else {
                addOperator(conditions, depth);
            }
        }
        return conditions;
    }

    private void addOperator(Map<String, Object> conditions, int depth) {
        switch (random.nextInt(10)) {
            case 0 -> conditions.put(one(List.of("$eq", "$ne")), scalar());
            case 1 -> conditions.put(one(List.of("$in", "$nin")), several(() -> scalar()));
            case 2, 3 -> conditions.put(one(List.of("$gt", "$gte", "$lt", "$lte")), one(List.of(0, 1, 1.5, -2, "a", "ab")));
            case 4 -> conditions.put("$exists", random.nextBoolean());
            case 5 -> conditions.put(one(List.of("$startsWith", "$endsWith", "$contains")), one(List.of("a", "b", "ab", "aab")));
            case 6 -> conditions.put("$contains", one(List.of(1, true, "b")));
            case 7 -> conditions.put("$any", expression(depth - 1));
            case 8 -> conditions.put("$not", expression(depth - 1));
            default -> conditions.put(one(List.of("$and", "$or")), several(() -> expression(depth - 1)));
        }
    }

    private List<Object> several(Supplier<Object> element) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private Map<String, Object> object(int depth) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name : NAMES) {
            if (random.nextInt(4) > 0) {
                object.put(name, value(depth - 1));
            }
        }
        return object;
    }

    private Object value(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(4);
        return kind < 2 ? scalar() : kind == 2 ? object(depth) : several(() -> value(depth - 1));
    }

    private Object scalar() {
        return one(SCALARS);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
