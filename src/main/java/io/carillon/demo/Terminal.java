package io.carillon.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * The terminal output: one line per fact with the time before it. Control characters are removed, because part of the text
 * came over the network. Colours are used only on an interactive terminal.
 */
final class Terminal {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String DIM = "2";

    private final PrintStream out;
    private final Clock clock;
    private final boolean colours;

    Terminal(PrintStream out, Clock clock, boolean colours) {
        this.out = out;
        this.clock = clock;
        this.colours = colours;
    }

    /** Prints a webhook whose signatures are valid. */
    void accepted(String line) {
        print(coloured(GREEN, "✔"), clean(line));
    }

    /** Prints a rejected webhook, or changes that could not be sent. */
    void rejected(String line) {
        print(coloured(RED, "✘"), clean(line));
    }

    /** Prints changes that were sent to the service, dimmed. */
    void aside(String line) {
        out.println(coloured(DIM, time() + "  … " + clean(line)));
    }

    /** Prints {@code text} unchanged. */
    void say(String text) {
        out.println(text);
    }

    private void print(String mark, String line) {
        out.println(time() + "  " + mark + " " + line);
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
