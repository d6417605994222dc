package io.carillon.demo;

import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/**
 * What the reader sees: one line per fact with the time before it. Control characters are taken out, because part of
 * the text came over the network. Colours only for someone who sits there.
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

    /** A webhook that was verified. */
    void accepted(String line) {
        print(coloured(GREEN, "✔"), clean(line));
    }

    /** A webhook that was refused, or changes that could not be sent. */
    void refused(String line) {
        print(coloured(RED, "✘"), clean(line));
    }

    /** Something at the edge: what was sent in. */
    void aside(String line) {
        out.println(coloured(DIM, time() + "  … " + clean(line)));
    }

    /** A sentence or more, as it is. */
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
