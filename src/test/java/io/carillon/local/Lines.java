package io.carillon.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** A terminal whose lines a test can read. */
public final class Lines {

    public static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(SignedRequest.NOW), ZoneOffset.UTC);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    public Terminal terminal() {
        return terminal(CLOCK);
    }

    public Terminal terminal(Clock clock) {
        return new Terminal(new PrintStream(bytes, true, UTF_8), clock, false, false);
    }

    public List<String> all() {
        return bytes.toString(UTF_8).lines().toList();
    }

    /** Waits until a line fits, and gives it back. */
    public String await(Predicate<String> fits) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (System.nanoTime() < deadline) {
            var found = all().stream().filter(fits).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        throw new AssertionError("no such line in time among " + all());
    }
}
