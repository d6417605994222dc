package io.carillon.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final String REWRITE = "\r\u001b[K";
    private static final String END = System.lineSeparator();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Terminal terminal(boolean isInteractive) {
        return new Terminal(new PrintStream(bytes, true, UTF_8), Lines.CLOCK, isInteractive, false);
    }

    @Test
    void theLiveLineStaysBelowAllOthersAndIsRewrittenInPlace() {
        Terminal terminal = terminal(true);
        terminal.live("1 change");
        terminal.aside("sent");
        terminal.live("2 changes");
        assertThat(bytes.toString(UTF_8), is(REWRITE + "1 change" + REWRITE + "10:30:00  … sent" + END + "1 change"
                + REWRITE + "2 changes"));
    }

    @Test
    void aLiveLineHasNoLineBreakAndFitsOnTheTerminal() {
        terminal(true).live("a\nb" + "x".repeat(100));
        assertThat(bytes.toString(UTF_8), is(REWRITE + "a b" + "x".repeat(76)));
    }

    @Test
    void aFileHasNoLiveLine() {
        Terminal terminal = terminal(false);
        terminal.live("1 change");
        terminal.aside("sent");
        assertThat(bytes.toString(UTF_8), is("10:30:00  … sent" + END));
    }

    @Test
    void coloursCanBeTurnedOff() {
        assertThat(Terminal.hasColours(Map.of("TERM", "xterm")), is(true));
        assertThat(Terminal.hasColours(Map.of("NO_COLOR", "")), is(true));
        assertThat(Terminal.hasColours(Map.of("NO_COLOR", "1")), is(false));
        assertThat(Terminal.hasColours(Map.of("TERM", "dumb")), is(false));
    }
}
