package io.carillon.blackbox.support;

import io.carillon.receivers.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A producer of {@code src/docs/reporting-changes.md}, run as its developer runs it. */
public enum HttpProducer {

    PYTHON("producer.py", "python3"), NODE("producer.mjs", "node"), GO("producer.go", "go", "run"),
    C_SHARP("Producer.cs", "mono");

    private static final Path SOURCES = Path.of("src/test/resources/producers").toAbsolutePath();
    private static final long LIMIT_SECONDS = 120;

    private final String file;
    private final List<String> command;

    HttpProducer(String file, String... command) {
        this.file = file;
        this.command = List.of(command);
    }

    /** What must be installed. */
    public String program() {
        return command.get(0);
    }

    /** Lets it report its change, of {@code organization}, to the service at {@code url}, and returns what it prints. */
    public String report(URI url, String key, long organization) {
        Path folder = CarillonProcess.aNewFolder();
        Path program = folder.resolve(file);
        Path output = folder.resolve("output");
        try {
            Files.writeString(program, Files.readString(SOURCES.resolve(file)).replace("12345", String.valueOf(organization)));
            List<String> line = new ArrayList<>(command);
            line.add(compiled(program).toString());
            ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(Map.of("CARILLON_URL", url.toString(), "CARILLON_KEY", key));
            Process process = builder.start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("the producer failed: " + Files.readString(output));
            }
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Path compiled(Path program) {
        if (this != C_SHARP) {
            return program;
        }
        Path compiled = program.resolveSibling("producer.exe");
        Command.run(program.getParent(), "mcs", "-r:System.Net.Http", "-out:" + compiled, program.toString());
        return compiled;
    }
}
