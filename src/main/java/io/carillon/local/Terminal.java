package io.carillon.local;

import java.io.Console;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/**
 * The terminal output: one line per fact with the time before it. Control characters are removed, because part of the text
 * came over the network. An interactive terminal has colours, unless {@code NO_COLOR} is set, and a live line below all others.
 */
public final class Terminal {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String GREEN = "32";
    private static final String RED = "31";
    private static final String DIM = "2";
    private static final String INDENT = "    ";
    /** To the start of the line, which is emptied. */
    private static final String REWRITE = "\r\u001b[K";
    /** One less than most terminals have, which would begin another line. */
    private static final int WIDTH = 79;

    private final PrintStream out;
    private final Clock clock;
    private final boolean isInteractive;
    private final boolean colours;
    private String live = "";

    public Terminal(PrintStream out, Clock clock, boolean isInteractive, boolean colours) {
        this.out = out;
        this.clock = clock;
        this.isInteractive = isInteractive;
        this.colours = colours;
    }

    /** The terminal of this process, which prints to {@code out}. */
    public static Terminal of(PrintStream out, Clock clock, Map<String, String> environment) {
        boolean isInteractive = isInteractive(System.console());
        return new Terminal(out, clock, isInteractive, isInteractive && hasColours(environment));
    }

    /** Newer Java has a console without a terminal too, which then says so. */
    private static boolean isInteractive(Console console) {
        try {
            return console != null && (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** As https://no-color.org says; a dumb terminal cannot show them. */
    static boolean hasColours(Map<String, String> environment) {
        return environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
    }

    /** Whether people look at it, and not a file or another program. */
    public boolean isInteractive() {
        return isInteractive;
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
        say(coloured(DIM, time() + "  … " + clean(line)));
    }

    /** Prints {@code text} unchanged. */
    public synchronized void say(String text) {
        out.print((live.isEmpty() ? text : REWRITE + text) + System.lineSeparator() + live);
        out.flush();
    }

    /**
     * Keeps {@code line} below all others from now on, in place of the one before, or none if it is empty; without effect where
     * no one looks.
     */
    public synchronized void live(String line) {
        if (isInteractive) {
            String shown = clean(line);
            live = shown.isEmpty() ? "" : coloured(DIM, shown.substring(0, Math.min(WIDTH, shown.length())));
            out.print(REWRITE + live);
            out.flush();
        }
    }

    /** In one go, so that lines of two webhooks do not mix. */
    private void print(String mark, String line, String... details) {
        StringBuilder text = new StringBuilder(time()).append("  ").append(mark).append(' ').append(clean(line));
        for (String detail : details) {
            text.append(System.lineSeparator()).append(detail.isEmpty() ? "" : INDENT).append(clean(detail));
        }
        say(text.toString());
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
