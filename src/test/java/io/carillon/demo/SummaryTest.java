package io.carillon.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.local.Lines;
import io.carillon.local.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private final Lines lines = new Lines();
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Lines.CLOCK.instant().plus(later.get());
            }

            @Override
            public ZoneId getZone() {
                return Lines.CLOCK.getZone();
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void withoutATerminalTheCountsArePrintedOnceAMinute() {
        Summary summary = new Summary(lines.terminal(clock()), clock());
        summary.sent(6);
        summary.received();
        summary.printIfDue();
        assertThat(lines.all(), is(empty()));
        later.set(Duration.ofSeconds(60));
        summary.printIfDue();
        summary.printIfDue();
        assertThat(lines.all(), contains("10:31:00  … 6 changes sent, 1 webhook received, 0 failures"));
    }

    @Test
    void onATerminalTheyAreAlwaysInTheLastLine() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Summary summary = new Summary(new Terminal(new PrintStream(bytes, true, UTF_8), Lines.CLOCK, true, false), clock());
        summary.sent(1);
        summary.failed();
        assertThat(bytes.toString(UTF_8), endsWith("\r\u001b[K1 change sent, 0 webhooks received, 1 failure"));
        later.set(Duration.ofSeconds(60));
        int before = bytes.size();
        summary.printIfDue();
        assertThat(bytes.size(), is(before));
        summary.end();
        assertThat(bytes.toString(UTF_8), endsWith("\r\u001b[K10:30:00  … 1 change sent, 0 webhooks received, 1 failure"
                + System.lineSeparator()));
    }

    @Test
    void theWelcomeFitsOnATerminal() {
        String key = "ck_" + "0".repeat(64);
        Welcome.text("http://127.0.0.1:8080", key).lines()
                .forEach(line -> assertThat(line, line.length(), lessThanOrEqualTo(84)));
    }
}
