package io.carillon.receivers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs a command to its end and gives its output; one that fails is an exception with everything it wrote. */
public final class Command {

    private Command() {
    }

    /** Runs the Maven that runs this build, or the one that is installed. */
    public static void maven(Path folder, String... arguments) {
        String home = System.getProperty("maven.home");
        String maven = home == null ? "mvn" : Path.of(home, "bin", "mvn").toString();
        run(folder, Stream.concat(Stream.of(maven, "-q", "-B", "-N"), Stream.of(arguments)).toArray(String[]::new));
    }

    /** Runs {@code command} in {@code folder}. */
    public static String run(Path folder, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(List.of(command) + " failed:\n" + output);
            }
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
