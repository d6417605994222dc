package io.carillon.receivers;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Writes JSON objects as producers may spell them: numbers and names of every shape, nesting, every plane of Unicode, blanks
 * and escapes at will. The same seed gives the same text again, on every machine.
 */
public final class GeneratedData {

    private static final int MAX_DEPTH = 6;
    private static final List<String> EDGE_NUMBERS = List.of("0", "-0", "-0.0", "0e0", "0E-999", "5e-324", "-5e-324",
            "1.7976931348623157e308", "2.2250738585072014E-308", "2.225073858507201e-308", "9007199254740992",
            "-9007199254740991", "1e21", "1e20", "999999999999999900000", "1e-6", "1e-7", "123456789012345680000", "4.35",
            "0.1", "0.30000000000000004", "1e23", "1.0", "100.00e-2", "0.000001", "0.0000001", "9.5367431640625e-7");
    private static final List<String> EDGE_NAMES = List.of("", "0", "1", "10", "2", "007", "-1", "1.5", "1e3", " 1",
            "4294967294", "4294967295", "4294967296", "9007199254740993", "__proto__", "constructor", "prototype", "toString",
            "toJSON", "hasOwnProperty", "length", "then", "old_score", "rank_change", "id", "a/b", "m~n",
            "\u0000", "\u2028", "\ufeff");
    private static final String SPECIAL =
            "\u0000\u001f\b\f\n\r\t\"\\/\u007f\u0085\u00a0\u2028\u2029\u200d\ufeff\ufffd\ufffe\uffff";

    private final Random random;

    public GeneratedData(long seed) {
        random = new Random(seed);
    }

    /** An object that every JSON reader takes and that must be accepted. */
    public String acceptable() {
        return random.nextInt(40) == 0 ? chain(58) : object(0);
    }

    /** An object with one thing in it that no receiver could read as it was meant; it must be refused. */
    public String unacceptable() {
        String flaw = one(List.<Supplier<String>>of(this::loneSurrogateInText, this::loneSurrogateInName, this::twins,
                this::lostNumber, () -> chain(64))).get();
        return random.nextBoolean() ? "{\"member\":" + flaw + "}" : "{\"list\":[1," + flaw + "],\"more\":" + object(2) + "}";
    }

    private String value(int depth) {
        int kind = random.nextInt(depth >= MAX_DEPTH ? 6 : 9);
        return switch (kind) {
            case 0, 1, 2 -> number();
            case 3, 4 -> quoted(text());
            case 5 -> one(List.of("true", "false", "null"));
            case 6 -> array(depth + 1);
            default -> object(depth + 1);
        };
    }

    private String object(int depth) {
        StringJoiner members = new StringJoiner("," + blank(), "{" + blank(), blank() + "}");
        Set<String> names = new HashSet<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            String name = name();
            if (names.add(name)) {
                members.add(quoted(name) + blank() + ":" + blank() + value(depth));
            }
        }
        return members.toString();
    }

    private String array(int depth) {
        StringJoiner elements = new StringJoiner("," + blank(), "[" + blank(), "]");
        for (int i = random.nextInt(6); i > 0; i--) {
            elements.add(value(depth));
        }
        return elements.toString();
    }

    private String chain(int levels) {
        StringBuilder chain = new StringBuilder();
        for (int i = 0; i < levels; i++) {
            chain.append("{\"").append(i % 3 == 0 ? "1" : "n").append("\":");
        }
        return chain.append(number()).append("}".repeat(levels)).toString();
    }

    private String number() {
        return switch (random.nextInt(8)) {
            case 0 -> one(EDGE_NUMBERS);
            case 1 -> String.valueOf(random.nextInt());
            case 2 -> String.valueOf(random.nextLong() >> 10);
            case 3 -> finite();
            case 4 -> digits(1 + random.nextInt(15)) + "." + tail(40);
            case 5 -> sign() + "0." + "0".repeat(random.nextInt(12)) + tail(20);
            case 6 -> digits(1 + random.nextInt(10)) + one(List.of("e", "E", "e+", "E-")) + random.nextInt(290);
            default -> digits(1) + "." + tail(25) + one(List.of("e", "E+", "e-0")) + random.nextInt(300);
        };
    }

    private String finite() {
        double any = Double.longBitsToDouble(random.nextLong());
        return Double.isFinite(any) ? String.valueOf(any) : "0.5";
    }

    private String digits(int count) {
        return sign() + (1 + random.nextInt(9)) + tail(count).substring(1);
    }

    private String tail(int most) {
        StringBuilder digits = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    private String sign() {
        return random.nextInt(3) == 0 ? "-" : "";
    }

    private String name() {
        return switch (random.nextInt(4)) {
            case 0 -> one(EDGE_NAMES);
            case 1 -> String.valueOf(random.nextInt(200));
            case 2 -> String.valueOf(4_294_967_290L + random.nextInt(10));
            default -> text();
        };
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(codePoint());
        }
        return text.toString();
    }

    private int codePoint() {
        return switch (random.nextInt(5)) {
            case 0 -> SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            case 1 -> random.nextInt(0xd800);
            case 2 -> 0xe000 + random.nextInt(0x2000);
            case 3 -> 0x10000 * (1 + random.nextInt(16)) + random.nextInt(0x10000);
            default -> ' ' + random.nextInt(95);
        };
    }

    private String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(unit -> quoted.append(spelled((char) unit)));
        return halvesTogether(quoted.append('"').toString());
    }

    /** A pair of which only one half was escaped would be no UTF-8. */
    private static String halvesTogether(String quoted) {
        return quoted.chars().anyMatch(unit -> Character.isSurrogate((char) unit)) ? escapedPairs(quoted) : quoted;
    }

    private static String escapedPairs(String quoted) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char unit = quoted.charAt(i);
            boolean whole = i + 1 < quoted.length() && Character.isSurrogatePair(unit, quoted.charAt(i + 1));
            if (whole) {
                out.append(unit).append(quoted.charAt(++i));
            } else {
                out.append(Character.isSurrogate(unit) ? "\\u%04x".formatted((int) unit) : String.valueOf(unit));
            }
        }
        return out.toString();
    }

    private String spelled(char unit) {
        int escape = "\"\\/\b\f\n\r\t".indexOf(unit);
        boolean must = unit < ' ' || unit == '"' || unit == '\\';
        if (!must && random.nextInt(6) > 0) {
            return String.valueOf(unit);
        }
        return escape >= 0 && random.nextBoolean() ? "\\" + "\"\\/bfnrt".charAt(escape)
                : (random.nextBoolean() ? "\\u%04x" : "\\u%04X").formatted((int) unit);
    }

    private String loneSurrogateInText() {
        return "\"a" + lone() + "b\"";
    }

    private String loneSurrogateInName() {
        return "{\"a" + lone() + "b\":1}";
    }

    private String lone() {
        return one(List.of("\\ud800", "\\uDBFF", "\\udc00", "\\uDFFF\\uD83D", "\\ud83dx", "\\ud83d\\ud83d"));
    }

    private String twins() {
        return one(List.of("{\"a\":1,\"a\":1}", "{\"a\":1,\"b\":2,\"\\u0061\":3}", "{\"__proto__\":1,\"__proto__\":2}",
                "{\"1\":1,\"2\":2,\"1\":3}", "{\"\\ud83d\\ude00\":1,\"\ud83d\ude00\":1}"));
    }

    private String lostNumber() {
        return one(List.of("1e309", "-1e400", "1E+999999", "1e-400", "-3e-9999", "9007199254740993", "-9007199254740993",
                "12345678901234567890", "1" + "0".repeat(99) + "1", "9".repeat(30), "1" + "0".repeat(400)));
    }

    private String blank() {
        return random.nextInt(10) == 0 ? one(List.of(" ", "\n", "\t", "\r\n  ")) : "";
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
