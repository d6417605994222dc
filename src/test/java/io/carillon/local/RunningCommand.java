package io.carillon.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command as {@code java -jar carillon.jar} runs it, on a thread of its own and at the time {@link SignedRequest#NOW}. */
final class RunningCommand implements AutoCloseable {

    final Lines lines = new Lines();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private final Lifetime lifetime = new Lifetime();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private final Thread thread;

    RunningCommand(Map<String, String> environment, String... arguments) {
        Surroundings surroundings = new Surroundings(environment, lines.terminal(), Lines.CLOCK, lifetime);
        thread = new Thread(() -> exitCode.completeAsync(() -> Commands.run(List.of(arguments), surroundings,
                new PrintStream(errors, true, UTF_8)), Runnable::run), "command-test");
        thread.setDaemon(true);
        thread.start();
    }

    /** What it wrote on the error stream. */
    String errors() {
        return errors.toString(UTF_8).strip();
    }

    /** Waits until it ends by itself. */
    int exitCode() {
        return exitCode.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        lifetime.end();
        thread.interrupt();
        exitCode();
    }
}
