package io.carillon.local;

import java.util.ArrayList;
import java.util.List;

/** A body as people read it: JSON with a line for each member and the values as they came, any other text as it is. */
final class BodyLines {

    private static final String INDENT = "  ";
    private static final int MOST = 20_000;
    private static final String BLANKS = " \t\r\n";

    private final String text;
    private final int most;
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private int at;
    private int level;
    private int written;

    private BodyLines(String text, int most) {
        this.text = text;
        this.most = most;
    }

    /** All lines of {@code json}, which must be JSON. */
    static List<String> all(String json) {
        return new BodyLines(json, Integer.MAX_VALUE).json();
    }

    /** The lines of {@code body}; of a long one, only as many as one may want to read. */
    static List<String> of(String body) {
        if (body.isEmpty()) {
            return List.of("(no body)");
        }
        try {
            JsonValue.parse(body);
        } catch (IllegalArgumentException e) {
            return shortened(body);
        }
        return new BodyLines(body, MOST).json();
    }

    private static List<String> shortened(String body) {
        List<String> lines = new ArrayList<>(body.substring(0, Math.min(MOST, body.length())).lines().toList());
        if (body.length() > MOST) {
            lines.add(rest(body));
        }
        return lines;
    }

    private static String rest(String body) {
        return "… (" + body.length() + " characters in all)";
    }

    /** The text is JSON, so that outside strings a character says by itself what it is. */
    private List<String> json() {
        while (at < text.length() && written < most - line.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '"' -> string();
                case '{', '[' -> open(c);
                case '}', ']' -> close(c);
                case ',' -> {
                    line.append(c);
                    endLine();
                }
                case ':' -> line.append(": ");
                default -> line.append(BLANKS.indexOf(c) < 0 ? String.valueOf(c) : "");
            }
        }
        endLine();
        if (at < text.length()) {
            lines.add(rest(text));
        }
        return lines;
    }

    private void string() {
        int start = at - 1;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        line.append(text, start, start + Math.min(at - start, most));
    }

    private void open(char bracket) {
        line.append(bracket);
        while (BLANKS.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        if ("}]".indexOf(text.charAt(at)) >= 0) {
            line.append(text.charAt(at++));
        } else {
            level++;
            endLine();
        }
    }

    private void close(char bracket) {
        level--;
        endLine();
        line.append(bracket);
    }

    private void endLine() {
        lines.add(line.toString());
        written += line.length();
        line.setLength(0);
        line.append(INDENT.repeat(level));
    }
}
