package io.carillon.process;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Formats a line of the console as a JSON object: {@code time}, {@code level}, {@code logger}, then {@code fact} and its pairs as
 * members, or {@code text} for what is no fact, and {@code trace} with a stack trace. It reads the pairs from the text that
 * {@code platform.FactLog} made: unquoted numbers become numbers, all else strings. Thread-safe.
 */
public final class JsonFormatter extends Formatter {

    private static final String OURS = "io.carillon.";
    private static final Pattern FACT = Pattern.compile("[a-z][a-z0-9-]*(?:\\.[a-z0-9-]+)+(?= |$)");
    private static final Pattern PAIR = Pattern.compile(" ([a-z][a-z0-9-]*)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^ \"=]*))(?= |$)");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,17})");
    private static final int FIRST_PRINTABLE = 0x20;

    @Override
    public String format(LogRecord entry) {
        StringBuilder json = new StringBuilder(256).append("{\"time\":\"");
        DateTimeFormatter.ISO_INSTANT.formatTo(entry.getInstant(), json);
        member(json.append('"'), "level", entry.getLevel().getName());
        member(json, "logger", String.valueOf(entry.getLoggerName()));
        content(json, String.valueOf(formatMessage(entry)), String.valueOf(entry.getLoggerName()).startsWith(OURS));
        if (entry.getThrown() != null) {
            StringWriter trace = new StringWriter();
            entry.getThrown().printStackTrace(new PrintWriter(trace, true));
            member(json, "trace", trace.toString());
        }
        return json.append('}').append(System.lineSeparator()).toString();
    }

    private static void content(StringBuilder json, String message, boolean mayBeFact) {
        int begun = json.length();
        Matcher fact = FACT.matcher(message);
        if (!mayBeFact || !fact.lookingAt()) {
            member(json, "text", message);
            return;
        }
        member(json, "fact", fact.group());
        Matcher pair = PAIR.matcher(message);
        int end = fact.end();
        while (end < message.length() && pair.region(end, message.length()).lookingAt()) {
            pair(json, pair);
            end = pair.end();
        }
        if (end < message.length()) {
            json.setLength(begun);
            member(json, "text", message);
        }
    }

    private static void pair(StringBuilder json, Matcher pair) {
        String plain = pair.group(3);
        if (plain != null && NUMBER.matcher(plain).matches()) {
            json.append(",\"").append(pair.group(1)).append("\":").append(plain);
        } else {
            member(json, pair.group(1), plain == null ? unescaped(pair.group(2)) : plain);
        }
    }

    private static String unescaped(String quoted) {
        StringBuilder text = new StringBuilder(quoted.length());
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\') {
                i++;
                c = quoted.charAt(i);
                c = c == 'n' ? '\n' : c == 'r' ? '\r' : c;
            }
            text.append(c);
        }
        return text.toString();
    }

    private static void member(StringBuilder json, String name, String value) {
        json.append(",\"").append(name).append("\":\"");
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < FIRST_PRINTABLE) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
