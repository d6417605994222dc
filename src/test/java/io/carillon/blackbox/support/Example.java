package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An example of {@code src/docs/examples}, started with the commands of its page. It has a port and a database of its own, which
 * it keeps when it is stopped and started again.
 */
public final class Example implements AutoCloseable {

    private static final Path EXAMPLES = Path.of("src", "docs", "examples").toAbsolutePath();
    private static final Pattern COMMANDS = Pattern.compile("```sh\n(eval .*?)```\n", Pattern.DOTALL);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final int port = Ports.reserve();
    private final Path folder = CarillonProcess.aNewFolder();
    private final Map<String, String> environment = new HashMap<>();
    private final Api api;
    private final String application;
    private String commands;
    private Process process;

    /** The example in {@code name}, whose endpoint belongs to the application of {@code scenario}. */
    public Example(String name, Api api, Scenario scenario) {
        this.api = api;
        application = scenario.applicationId();
        Matcher page = COMMANDS.matcher(read(EXAMPLES.resolve(name).resolve("README.md")));
        if (!page.find()) {
            throw new IllegalStateException("the page of " + name + " has no commands");
        }
        commands = page.group(1);
        environment.putAll(Map.of("CARILLON_URL", api.base().toString(), "CARILLON_KEY", api.key(),
                "CARILLON_APPLICATION", application, "PORT", String.valueOf(port),
                "DATABASE", folder.resolve("example.db").toString(), "PYTHONDONTWRITEBYTECODE", "1"));
    }

    public Example with(String variable, Object value) {
        environment.put(variable, value.toString());
        return this;
    }

    /** Puts another text in the place of one that the page has. */
    public Example replacing(String part, String other) {
        if (!commands.contains(part)) {
            throw new IllegalStateException("the page does not have " + part + ": " + commands);
        }
        commands = commands.replace(part, other);
        return this;
    }

    /** Runs the commands, and waits until the program listens. */
    public Example start() {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", commands).directory(EXAMPLES.toFile())
                .redirectErrorStream(true).redirectOutput(folder.resolve("output").toFile());
        builder.environment().putAll(environment);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("the example").atMost(LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the example ended:\n" + output());
            }
            return output().contains("listening on " + url());
        });
        return this;
    }

    /** {@code kill -9}, for the shell and all that it has started. */
    public void stop() {
        List<ProcessHandle> processes = process.descendants().toList();
        processes.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        processes.forEach(one -> one.onExit().join());
        process.onExit().join();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The id of its endpoint. */
    public String endpoint() {
        return api.list("/applications/" + application + "/endpoints").stream()
                .filter(one -> one.path("url").asText().equals(url().toString())).findFirst().orElseThrow().get("id").asText();
    }

    /** What it has written since its last start. */
    public String output() {
        return read(folder.resolve("output"));
    }

    /** The text of one of its pages. */
    public String page(String path) {
        try {
            return HTTP.send(HttpRequest.newBuilder(url().resolve(path)).build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (process != null) {
            stop();
        }
    }
}
