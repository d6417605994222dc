package io.carillon.local;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * The terminal output: one line per fact with the time before it. Control characters are removed, because part of the text
 * came over the network. Colours are used only on an interactive terminal.
 */
public final class Terminal {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String DIM = "2";
    private static final String INDENT = "    ";

    private final PrintStream out;
    private final Clock clock;
    private final boolean colours;

    public Terminal(PrintStream out, Clock clock, boolean colours) {
        this.out = out;
        this.clock = clock;
        this.colours = colours;
    }

    /** Prints a webhook that is as it should be; below it {@code details}, line by line. */
    public void accepted(String line, String... details) {
        print(coloured(GREEN, "✔"), line, details);
    }

    /** Prints a rejected webhook, or something else that failed. */
    public void rejected(String line, String... details) {
        print(coloured(RED, "✘"), line, details);
    }

    /** Prints a webhook that was not judged. */
    void unjudged(String line, String... details) {
        print("•", line, details);
    }

    /** Prints what happens besides, dimmed. */
    public void aside(String line) {
        out.println(coloured(DIM, time() + "  … " + clean(line)));
    }

    /** Prints {@code text} unchanged. */
    public void say(String text) {
        out.println(text);
    }

    /** In one go, so that lines of two webhooks do not mix. */
    private void print(String mark, String line, String... details) {
        StringBuilder text = new StringBuilder(time()).append("  ").append(mark).append(' ').append(clean(line));
        for (String detail : details) {
            text.append(System.lineSeparator()).append(detail.isEmpty() ? "" : INDENT).append(clean(detail));
        }
        out.println(text);
    }

    private String time() {
        return LocalTime.ofInstant(clock.instant(), clock.getZone()).format(TIME);
    }

    private static String clean(String line) {
        return line.replaceAll("\\p{Cc}", " ");
    }

    private String coloured(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
