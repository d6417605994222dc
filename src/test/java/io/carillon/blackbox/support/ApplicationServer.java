package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code carillon.war} on an application server, installed as {@code src/docs/servers.md} says, with a broker of its own.
 * {@code carillon.server} names the server, and {@code carillon.server.home} the folder of its distribution, which tests do not
 * change.
 */
abstract class ApplicationServer implements Node {

    /** What the build made. */
    static final Path BUILD = Path.of("target").toAbsolutePath();
    static final Path DISTRIBUTION = Path.of(System.getProperty("carillon.server.home", ""));
    static final String NAME = System.getProperty("carillon.server", "");
    private static final String STARTS_SOONER = " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    private static final Duration COMMAND_LIMIT = Duration.ofMinutes(5);

    final Path folder;
    private final int httpPort = Ports.reserve();
    private final Map<String, String> environment = new HashMap<>();
    private BrokerProcess broker;

    ApplicationServer(Path folder) {
        this.folder = folder;
    }

    /** Whether the suite tests an application server instead of {@code carillon.jar}. */
    static boolean isTested() {
        return !NAME.isEmpty();
    }

    /** The server under test. */
    static ApplicationServer in(Path folder) {
        return switch (NAME) {
            case "payara-server" -> new PayaraServer(folder);
            case "liberty" -> new Liberty(folder);
            case "wildfly" -> new WildFly(folder);
            default -> throw new IllegalArgumentException("carillon.server is " + NAME);
        };
    }

    /** Starts broker and server, and waits until the service says that it is ready. */
    final ApplicationServer start(Map<String, String> settings) {
        broker = new BrokerProcess(folder).start("-Dcarillon.broker.guests=true");
        environment.putAll(CarillonProcess.settings(home()));
        environment.put("CARILLON_HTTP_PORT", String.valueOf(httpPort));
        environment.putAll(broker.settings());
        environment.putAll(settings);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("JAVA_TOOL_OPTIONS", CarillonProcess.withNamesOfTests(folder) + STARTS_SOONER);
        try {
            Files.createDirectories(home());
            launch();
            await("ready").atMost(START_LIMIT).pollInterval(Duration.ofMillis(500)).until(api()::isReady);
            return this;
        } catch (IOException e) {
            close();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Installs and starts the server. */
    abstract void launch() throws IOException;

    /** The process of the server, if it runs. */
    abstract Optional<ProcessHandle> process() throws IOException;

    abstract Path logFile();

    /** Sets a variable in the environment of the server. */
    final void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** Starts a command with the settings in its environment. Its output goes to a file. */
    final Process begin(Path directory, List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output().toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Path output() {
        return folder.resolve("server.txt");
    }

    /** Waits for the end of such a command, which must succeed. */
    final void run(Path directory, List<String> command) throws IOException {
        Process process = begin(directory, command);
        try {
            if (!process.waitFor(COMMAND_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException(command + " failed:\n" + Files.readString(output()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static void copy(Path file, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    }

    static void copyAll(Path files, Path folder) throws IOException {
        try (Stream<Path> all = Files.list(files)) {
            for (Path file : all.toList()) {
                copy(file, folder);
            }
        }
    }

    @Override
    public int httpPort() {
        return httpPort;
    }

    @Override
    public String brokerUrl() {
        return broker.url();
    }

    @Override
    public Path home() {
        return folder.resolve("data");
    }

    @Override
    public String log() {
        try {
            return Files.readString(logFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process().ifPresent(process -> {
                process.destroyForcibly();
                process.onExit().join();
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            broker.close();
        }
    }
}
