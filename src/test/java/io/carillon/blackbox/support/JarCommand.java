package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** {@code java -jar carillon.jar} with a command, as a user runs it, and what it prints. */
public final class JarCommand implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Thread reader;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    public JarCommand(Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(CarillonProcess.java(),
                "-XX:TieredStopAtLevel=1", "-jar",
                new File(System.getProperty("carillon.jar", "target/carillon.jar")).getAbsolutePath()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(CarillonProcess.aNewFolder().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reader = new Thread(this::read, "output of " + arguments[0]);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            output.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has printed up to now. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits for a line that contains {@code part}, and returns it. */
    public String awaitLine(String part) {
        return await(part).atMost(LIMIT).until(() -> lines.stream().filter(line -> line.contains(part)).findFirst().orElse(null),
                line -> line != null);
    }

    /** Waits until it ends by itself, and everything that it printed is read. */
    public int exitCode() {
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the command did not end: " + lines);
            }
            reader.join();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** {@code SIGTERM}. */
    public void terminate() {
        process.destroy();
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
