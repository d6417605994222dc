package io.carillon.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Parses one JSON text from start to end; commands and the demonstration use no library but the JDK. */
final class JsonReader {

    private static final String NUMBER = "-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?";

    /** Deeper than the service writes, and far from where the stack ends. */
    private static final int MOST_LEVELS = 200;

    private final String text;
    private int at;
    private int level;

    JsonReader(String text) {
        this.text = text;
    }

    /** The value of the whole text: a map, a list, a string, or null. */
    Object document() {
        Object value = value();
        skipBlanks();
        if (at != text.length()) {
            throw wrong();
        }
        return value;
    }

    private Object value() {
        skipBlanks();
        return switch (peek()) {
            case '{', '[' -> nested();
            case '"' -> string();
            default -> literal();
        };
    }

    private Object nested() {
        if (++level > MOST_LEVELS) {
            throw new IllegalArgumentException("nested too deeply");
        }
        Object value = peek() == '{' ? object() : array();
        level--;
        return value;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        for (boolean more = opens('}'); more; more = goesOn('}')) {
            skipBlanks();
            String name = string();
            skipBlanks();
            expect(':');
            members.put(name, value());
        }
        return members;
    }

    private List<Object> array() {
        List<Object> items = new ArrayList<>();
        for (boolean more = opens(']'); more; more = goesOn(']')) {
            items.add(value());
        }
        return items;
    }

    private String string() {
        expect('"');
        StringBuilder out = new StringBuilder();
        for (char c = next(); c != '"'; c = next()) {
            out.append(c == '\\' ? escaped() : c);
        }
        return out.toString();
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt("" + next() + next() + next() + next(), 16);
            default -> c;
        };
    }

    private String literal() {
        int start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        if (word.equals("null")) {
            return null;
        }
        if (word.equals("true") || word.equals("false") || word.matches(NUMBER)) {
            return word;
        }
        throw wrong();
    }

    /** Skips the opening bracket; if the closing one follows directly, skips that too and returns false. */
    private boolean opens(char close) {
        at++;
        skipBlanks();
        if (peek() != close) {
            return true;
        }
        at++;
        return false;
    }

    private boolean goesOn(char close) {
        skipBlanks();
        char c = next();
        if (c != ',' && c != close) {
            throw wrong();
        }
        return c == ',';
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private void expect(char wanted) {
        if (next() != wanted) {
            throw wrong();
        }
    }

    private char next() {
        char c = peek();
        at++;
        return c;
    }

    private char peek() {
        if (at >= text.length()) {
            throw wrong();
        }
        return text.charAt(at);
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("not JSON near character " + at);
    }
}
