package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code java -jar carillon.jar} as a user starts it, on free ports and with a home folder of its own. */
public final class CarillonProcess implements Node {

    public static final String OPERATOR_KEY = "ck_of_the_black_box_suite";
    /** What the build under test has made. */
    public static final Path BUILT = Path.of(System.getProperty("carillon.jar", "target/carillon.jar"));
    /** A name that the process resolves to an address in a private network. */
    public static final String PRIVATE_NAME = "inside.carillon.test";
    /** A name that the process resolves to where a {@link ForbiddenDoor} listens. */
    static final String FORBIDDEN_NAME = "forbidden.carillon.test";
    private static final Duration START_LIMIT = Duration.ofMinutes(5);
    /** Options of an agent that observes the process; it writes its results when the process ends in an orderly way. */
    private static final List<String> AGENT = Pattern.compile("\\s+").splitAsStream(System.getProperty("carillon.jvm.agent", ""))
            .filter(option -> !option.isEmpty()).toList();
    private static final Semaphore STARTING = new Semaphore(1, true);
    private static final Path FOLDERS = emptied(Path.of("target", "blackbox"));

    private final Path home;
    private final int httpPort;
    private final int brokerPort;
    private final Map<String, String> environment = new HashMap<>();
    private final List<String> arguments = new ArrayList<>();
    /**
     * Starts sooner: only the first compiler, no verification of the 20,000 classes that every start loads, and no collections
     * because of their number.
     */
    private List<String> options = List.of("-Xmx512m", "-Xmn128m", "-XX:MetaspaceSize=192m", "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC", "-XX:+UnlockDiagnosticVMOptions", "-XX:-BytecodeVerificationRemote");
    private boolean isPatient;
    private Path jar = BUILT;
    private Process process;

    public CarillonProcess(Path home, Map<String, String> settings) {
        this.home = home;
        httpPort = Ports.reserve();
        brokerPort = Ports.reserve();
        environment.putAll(settings(home()));
        environment.put("CARILLON_HTTP_PORT", String.valueOf(httpPort));
        environment.put("CARILLON_BROKER_PORT", String.valueOf(brokerPort));
        environment.putAll(settings);
    }

    /** The settings of every node that tests start, unless they say otherwise. */
    static Map<String, String> settings(Path home) {
        return Map.of(
                "CARILLON_HOME", home.toString(),
                "CARILLON_OPERATOR_KEY", OPERATOR_KEY,
                "CARILLON_WINDOW", "PT2S",
                "CARILLON_ALLOW_HTTP", "true",
                "CARILLON_ALLOWED_SUBNETS", "127.0.0.0/8",
                "CARILLON_BODY_TIMEOUT", "PT2S",
                "CARILLON_HEAD_TIMEOUT", "PT2S",
                "CARILLON_DELIVERY_TIMEOUT", "PT3S",
                "CARILLON_RETRY_SCHEDULE", "PT0S,PT1S,PT1S,PT1S");
    }

    /** The same service at the same place, with other settings; {@code stopped} must have ended. */
    public CarillonProcess(CarillonProcess stopped, Map<String, String> settings) {
        home = stopped.home;
        httpPort = stopped.httpPort;
        brokerPort = stopped.brokerPort;
        environment.putAll(stopped.environment);
        environment.putAll(settings);
        isPatient = stopped.isPatient;
        jar = stopped.jar;
    }

    /** A folder that outlives the test, so that the log can be read when it failed, until tests run again. */
    public static Path aNewFolder() {
        try {
            return Files.createTempDirectory(FOLDERS, "run-").toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path emptied(Path folder) {
        try {
            Files.createDirectories(folder);
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.skip(1).sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the options that make it start sooner and run slower. */
    public CarillonProcess serverCompiler() {
        return options();
    }

    /** With these options of the virtual machine instead. */
    public CarillonProcess options(String... ofTheMachine) {
        options = List.of(ofTheMachine);
        return this;
    }

    /** Waits with its start while another one starts: one test alone waits for it. */
    public CarillonProcess patient() {
        isPatient = true;
        return this;
    }

    /** From its next start on, the service of another build. */
    public CarillonProcess running(Path otherJar) {
        jar = otherJar;
        return this;
    }

    /** With these arguments for the server, in addition to those that it always has. */
    public CarillonProcess arguments(String... forTheServer) {
        arguments.addAll(List.of(forTheServer));
        return this;
    }

    /**
     * Starts and waits until the service says that it is ready. Of the patient ones, one starts at a time: a start keeps a core
     * busy, and the services that classes share need the other one.
     */
    public CarillonProcess start() {
        if (!isPatient) {
            return startNow();
        }
        STARTING.acquireUninterruptibly();
        try {
            return startNow();
        } finally {
            STARTING.release();
        }
    }

    private CarillonProcess startNow() {
        launch();
        awaitReady();
        return this;
    }

    private void awaitReady() {
        Api api = api();
        await("ready").atMost(START_LIMIT).pollInterval(Duration.ofMillis(200)).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("the service ended while starting:\n" + log());
            }
            return api.isReady();
        });
    }

    /** Starts without waiting. */
    public Process launch() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(options);
        command.addAll(AGENT);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment().put("JAVA_TOOL_OPTIONS", withNamesOfTests(home));
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()));
        try {
            process = builder.start();
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Options of a virtual machine that resolves the names that tests use; it reads them from a file in {@code folder}. */
    static String withNamesOfTests(Path folder) {
        try {
            Path hosts = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost %s%n10.9.8.7 %s%n127.0.0.2 %s%n%s"
                    .formatted(InetAddress.getLocalHost().getHostName(), PRIVATE_NAME, FORBIDDEN_NAME, BrokerPair.HOSTS));
            // quoted, because the folder may have blanks in its name
            return "-Djdk.net.hosts.file='" + hosts + "'";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java that runs the service: that of the tests, or the one in {@code carillon.java.home}. */
    static String java() {
        return Path.of(System.getProperty("carillon.java.home", System.getProperty("java.home")), "bin", "java").toString();
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        waitForEnd(Duration.ofSeconds(10));
    }

    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** With which code the process ended. */
    public int exitCode() {
        return process.exitValue();
    }

    /** {@code SIGSTOP}: the process does nothing until it is woken up. */
    public void suspend() {
        signal("STOP");
    }

    /** {@code SIGCONT}; without effect on a process that has ended. */
    public void wakeUp() {
        signal("CONT");
    }

    private void signal(String name) {
        if (isAlive()) {
            Signal.send(name, process.pid());
        }
    }

    /** {@code SIGTERM}; how long the process took to end. */
    public Duration terminate() {
        long start = System.nanoTime();
        process.destroy();
        waitForEnd(Duration.ofSeconds(60));
        return Duration.ofNanos(System.nanoTime() - start);
    }

    public long pid() {
        return process.pid();
    }

    private void waitForEnd(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("the process did not end within " + limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public int httpPort() {
        return httpPort;
    }

    @Override
    public String brokerUrl() {
        return "tcp://127.0.0.1:" + brokerPort;
    }

    @Override
    public Path home() {
        return home.resolve("data");
    }

    private Path logFile() {
        return home.resolve("log.txt");
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
        if (isAlive() && AGENT.isEmpty()) {
            kill();
        } else if (isAlive()) {
            wakeUp();
            terminate();
        }
    }
}
