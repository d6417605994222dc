package io.carillon.json;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.platform.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON exactly as ECMAScript's {@code JSON.stringify(JSON.parse(text))} returns it (ECMA-262, sections 25.5.2 and
 * 6.1.6.1.20), because the receiver in the TrackScore document computes the signature over that text and not over the bytes it
 * received. Members whose names are array indexes come first, in numeric order; numbers have their shortest form; strings
 * escape only what they must. Values that a double or UTF-8 cannot represent are rejected with their JSON pointer.
 */
public final class CanonicalJson {

    private static final long LARGEST_ARRAY_INDEX = 4294967294L;

    private CanonicalJson() {
    }

    /**
     * The canonical text of {@code node}.
     *
     * @throws UnrepresentableJson if a number does not fit an IEEE 754 double, an integer would change its value, or a string
     *         contains an unpaired surrogate
     */
    public static String write(JsonNode node) {
        StringBuilder out = new StringBuilder();
        writeValue(node, "", out);
        return out.toString();
    }

    /** {@code text} as a quoted JSON string. */
    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        writeString(text, "", out);
        return out.toString();
    }

    private static void writeValue(JsonNode node, String pointer, StringBuilder out) {
        switch (node.getNodeType()) {
            case OBJECT -> writeObject(node, pointer, out);
            case ARRAY -> writeArray(node, pointer, out);
            case STRING -> writeString(node.textValue(), pointer, out);
            case NUMBER -> out.append(number(node, pointer));
            default -> out.append(node.asText());
        }
    }

    private static void writeObject(JsonNode object, String pointer, StringBuilder out) {
        String separator = "{";
        for (Map.Entry<String, JsonNode> member : inEcmaScriptOrder(object)) {
            String memberPointer = pointer + Pointer.step(member.getKey());
            out.append(separator);
            writeString(member.getKey(), memberPointer, out);
            out.append(':');
            writeValue(member.getValue(), memberPointer, out);
            separator = ",";
        }
        out.append(object.isEmpty() ? "{}" : "}");
    }

    private static void writeArray(JsonNode array, String pointer, StringBuilder out) {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
            out.append(i == 0 ? "" : ",");
            writeValue(array.get(i), pointer + Pointer.step(i), out);
        }
        out.append(']');
    }

    private static List<Map.Entry<String, JsonNode>> inEcmaScriptOrder(JsonNode object) {
        List<Map.Entry<String, JsonNode>> indexes = new ArrayList<>();
        List<Map.Entry<String, JsonNode>> names = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            (isArrayIndex(member.getKey()) ? indexes : names).add(member);
        }
        indexes.sort(Comparator.comparingLong(member -> Long.parseLong(member.getKey())));
        indexes.addAll(names);
        return indexes;
    }

    private static boolean isArrayIndex(String name) {
        boolean digits = !name.isEmpty() && name.length() <= 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits && (name.length() == 1 || name.charAt(0) != '0') && Long.parseLong(name) <= LARGEST_ARRAY_INDEX;
    }

    private static void writeString(String text, String pointer, StringBuilder out) {
        if (Text.hasUnpairedSurrogate(text)) {
            throw new UnrepresentableJson(pointer, "contains an unpaired surrogate, which UTF-8 cannot represent");
        }
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            writeCharacter(text.charAt(i), out);
        }
        out.append('"');
    }

    private static void writeCharacter(char c, StringBuilder out) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < ' ') {
                    out.append("\\u00").append(Character.forDigit(c >> 4, 16)).append(Character.forDigit(c & 15, 16));
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static String number(JsonNode node, String pointer) {
        BigDecimal exact = node.decimalValue();
        double value = exact.doubleValue();
        if (Double.isInfinite(value) || value == 0 && exact.signum() != 0) {
            throw new UnrepresentableJson(pointer, "is a number outside the range of an IEEE 754 double");
        }
        String text = EcmaScriptNumber.toString(value);
        if (node.isIntegralNumber() && new BigDecimal(text).compareTo(exact) != 0) {
            throw new UnrepresentableJson(pointer,
                    "is an integer that receivers would read as " + text + ", a different number; send it as a string");
        }
        return text;
    }
}
