package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two Artemis that replace each other or share the work, with the files of {@code server-config/artemis} as they are. Their names
 * are those in the files; every node that tests start knows them.
 */
public final class BrokerPair implements AutoCloseable {

    /** What the two are to each other, and the file that each adds to the common ones. */
    public enum Form {
        SHARED_STORE("shared-store-primary", "shared-store-backup"),
        REPLICATION("replication-primary", "replication-backup"),
        CLUSTER("cluster", "cluster");

        private final List<String> files;

        Form(String first, String second) {
            files = List.of(first, second);
        }
    }

    /** Of loopback, and no other run's: made of a port that this process has reserved. */
    private static final List<String> ADDRESSES = addresses(Ports.reserve());
    /** For nodes, as a file of hosts. */
    static final String HOSTS = "%s broker-a%n%s broker-b%n".formatted(ADDRESSES.toArray());
    private static final int PORT = 61_616;
    private static final Path CONFIGURATION = Path.of("server-config", "artemis", "ha");
    /** What a backup logs when it has all that the active broker has. */
    private static final String IN_STEP = "AMQ221024";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Form form;
    private final Path folder;
    private final List<BrokerProcess> brokers;

    public BrokerPair(Form form, Path folder) {
        this.form = form;
        this.folder = folder;
        brokers = List.of(new BrokerProcess(folder, "broker-a", ADDRESSES.get(0), PORT),
                new BrokerProcess(folder, "broker-b", ADDRESSES.get(1), PORT));
    }

    private static List<String> addresses(int own) {
        return IntStream.of(1, 2).mapToObj(last -> "127.%d.%d.%d".formatted(own / 256, own % 256, last)).toList();
    }

    /** Starts both and waits until they can replace each other. */
    public BrokerPair start() {
        launch(0);
        awaitActive(0);
        launch(1);
        awaitPassive(1, 0);
        return this;
    }

    /** Starts one of them without waiting. */
    public void launch(int index) {
        brokers.get(index).launch(options(index), Map.of("CLUSTER_PASSWORD", BrokerProcess.PASSWORD));
    }

    private List<String> options(int index) {
        Stream<String> options = Stream.of("-Dcarillon.broker.self=" + ADDRESSES.get(index),
                "-Dcarillon.broker.peer=" + ADDRESSES.get(1 - index),
                "-Dbroker.properties=" + file("nodes") + "," + file(form.files.get(index)));
        return Stream.concat(options, switch (form) {
            case SHARED_STORE -> Stream.of("-Dcarillon.broker.data=" + folder.resolve("shared"));
            case REPLICATION -> Stream.of("-Dcarillon.broker.lock-manager=" + FileLockManager.class.getName(),
                    "-Dcarillon.broker.zookeeper=" + folder);
            case CLUSTER -> Stream.<String>of();
        }).toList();
    }

    private static Path file(String name) {
        return CONFIGURATION.resolve(name + ".properties");
    }

    /** {@code kill -9}. */
    public void kill(int index) {
        brokers.get(index).kill();
    }

    /** Waits until it takes messages; how long that took. */
    public Duration awaitActive(int index) {
        long start = System.nanoTime();
        await("broker " + index).atMost(LIMIT).pollInterval(Duration.ofMillis(50)).until(brokers.get(index)::isActive);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    /** Whether it takes messages. */
    public boolean isActive(int index) {
        return brokers.get(index).isActive();
    }

    /** How many listeners take changes from it. */
    public int listeners(int index) {
        return brokers.get(index).consumers();
    }

    /** How often it has become the copy of the other one. */
    public long timesInStep(int index) {
        return brokers.get(index).countInLog(IN_STEP);
    }

    /** Waits until the other one can replace the active one, having been its copy so many times before. */
    public void awaitPassive(int index, long before) {
        switch (form) {
            case SHARED_STORE -> { } // needs no copy
            case REPLICATION -> await("a copy").atMost(LIMIT).until(() -> timesInStep(index) > before);
            case CLUSTER -> awaitActive(index);
        }
    }

    /** What makes a service use both: the settings for it as they are, and a password. */
    public Map<String, String> settings() {
        try (Stream<String> lines = Files.lines(CONFIGURATION.resolve("carillon.env"))) {
            Map<String, String> settings = lines.filter(line -> !line.startsWith("#")).map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1], (one, other) -> other, HashMap::new));
            settings.put("CARILLON_BROKER_PASSWORD", BrokerProcess.PASSWORD);
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For producers in this process, which does not know the names. */
    public String url() {
        return brokers.stream().map(BrokerProcess::url).collect(Collectors.joining(",", "(", ")?ha=true&reconnectAttempts=10"));
    }

    @Override
    public void close() {
        brokers.forEach(BrokerProcess::close);
    }
}
