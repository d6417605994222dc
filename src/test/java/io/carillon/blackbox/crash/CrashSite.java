package io.carillon.blackbox.crash;

import io.carillon.blackbox.support.BrokerPair;
import io.carillon.blackbox.support.BrokerProcess;
import io.carillon.blackbox.support.CarillonProcess;
import io.carillon.blackbox.support.PostgresProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * What the crash harness sets up and knocks down: one to three nodes with a PostgreSQL and a broker in processes of their
 * own, or one node that has both inside.
 */
public final class CrashSite implements AutoCloseable {

    /** Short enough for thousands of them, long enough to summarise. */
    public static final Duration WINDOW = Duration.ofSeconds(2);

    /** Of an attempt, where the parts are shared; on a crowded machine a receiver may be slow. */
    public static final Duration DEADLINE = Duration.ofSeconds(5);
    /** How long a claim keeps a delivery there. */
    public static final Duration LEASE = DEADLINE.plusSeconds(10);

    /** Attempts that a node has in flight there. */
    private static final int CONCURRENCY = 1;
    /** Of a node, where the parts are shared. */
    static final int LISTENERS = 8;

    private final List<CarillonProcess> nodes;
    private final PostgresProcess postgres;
    private final BrokerProcess broker;
    private final String brokerUrl;

    private CrashSite(List<CarillonProcess> nodes, PostgresProcess postgres, BrokerProcess broker, String brokerUrl) {
        this.nodes = nodes;
        this.postgres = postgres;
        this.broker = broker;
        this.brokerUrl = brokerUrl;
    }

    public static CrashSite embedded(Path folder) {
        return embedded(folder, Map.of());
    }

    /** The same whose node has these settings as well. */
    public static CrashSite embedded(Path folder, Map<String, String> more) {
        return embedded(folder, more, CarillonProcess.BUILT);
    }

    /** The same with the service of another build. */
    public static CrashSite embedded(Path folder, Map<String, String> more, Path jar) {
        Map<String, String> settings = settings();
        settings.putAll(more);
        CarillonProcess node = new CarillonProcess(folder, settings).running(jar);
        return new CrashSite(List.of(node), null, null, node.brokerUrl()).start();
    }

    public static CrashSite shared(Path folder, int nodes) {
        return shared(folder, nodes, Map.of());
    }

    /** The same whose nodes have these settings as well. */
    public static CrashSite shared(Path folder, int nodes, Map<String, String> more) {
        return shared(folder, nodes, more, CarillonProcess.BUILT);
    }

    /** The same with the service of another build. */
    public static CrashSite shared(Path folder, int nodes, Map<String, String> more, Path jar) {
        return shared(folder, nodes, with(more), jar);
    }

    /** Nodes that each have what {@code own} makes of their number, from 1 on, and the settings of all. */
    public static CrashSite shared(Path folder, int nodes, BiFunction<Integer, Map<String, String>, Map<String, String>> own) {
        return shared(folder, nodes, own, CarillonProcess.BUILT);
    }

    private static CrashSite shared(Path folder, int nodes,
            BiFunction<Integer, Map<String, String>, Map<String, String>> own, Path jar) {
        PostgresProcess postgres = new PostgresProcess(folder).start();
        return shared(folder, nodes, postgres, postgres.settings(), own, jar);
    }

    /** Nodes whose database the caller starts and ends; {@code database} makes a node use it. */
    public static CrashSite withDatabase(Path folder, int nodes, Map<String, String> database) {
        return shared(folder, nodes, null, database, with(Map.of()), CarillonProcess.BUILT);
    }

    private static CrashSite shared(Path folder, int nodes, PostgresProcess postgres, Map<String, String> database,
            BiFunction<Integer, Map<String, String>, Map<String, String>> own, Path jar) {
        BrokerProcess broker = new BrokerProcess(folder).start();
        Map<String, String> parts = new HashMap<>(database);
        parts.putAll(broker.settings());
        return new CrashSite(nodes(folder, nodes, parts, own, jar), postgres, broker, broker.url()).start();
    }

    /** Nodes with brokers that are already there, and that are not the site's to end. */
    static CrashSite with(BrokerPair brokers, Path folder, int nodes) {
        PostgresProcess postgres = new PostgresProcess(folder).start();
        Map<String, String> parts = new HashMap<>(postgres.settings());
        parts.putAll(brokers.settings());
        return new CrashSite(nodes(folder, nodes, parts, with(Map.of()), CarillonProcess.BUILT), postgres, null, brokers.url())
                .start();
    }

    private static BiFunction<Integer, Map<String, String>, Map<String, String>> with(Map<String, String> more) {
        return (number, settings) -> {
            settings.putAll(more);
            return settings;
        };
    }

    private static List<CarillonProcess> nodes(Path folder, int nodes, Map<String, String> parts,
            BiFunction<Integer, Map<String, String>, Map<String, String>> own, Path jar) {
        Map<String, String> settings = settings();
        settings.putAll(Map.of(
                "CARILLON_DELIVERY_TIMEOUT", DEADLINE.toString(),
                "CARILLON_LISTENER_SESSIONS", String.valueOf(LISTENERS),
                // receivers that answer at once and two cores for everything: more in flight would only wait for one another
                "CARILLON_DELIVERY_CONCURRENCY", String.valueOf(CONCURRENCY),
                "CARILLON_DELIVERY_CONCURRENCY_PER_ENDPOINT", String.valueOf(CONCURRENCY)));
        settings.putAll(parts);
        return IntStream.rangeClosed(1, nodes).mapToObj(number -> new CarillonProcess(made(folder.resolve("node-" + number)),
                own.apply(number, new HashMap<>(settings))).running(jar)).toList();
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> settings() {
        return new HashMap<>(Map.of(
                "CARILLON_WINDOW", WINDOW.toString(),
                "CARILLON_LOG_LEVEL", "info,io.carillon.tracking=debug",
                "CARILLON_RETRY_SCHEDULE", "PT0S" + ",PT1S".repeat(30)));
    }

    private CrashSite start() {
        try {
            nodes.forEach(CarillonProcess::start);
            return this;
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public List<CarillonProcess> nodes() {
        return nodes;
    }

    public boolean isShared() {
        return broker != null;
    }

    public String brokerUrl() {
        return brokerUrl;
    }

    public PostgresProcess postgres() {
        return postgres;
    }

    public BrokerProcess broker() {
        return broker;
    }

    /**
     * How many webhooks may come again where the parts are shared: as many as a node has in flight for each blow to one, and for
     * each node at a blow to the database, which may be away for longer than a lease.
     */
    int mostRepeats(int nodeBlows, int databaseBlows) {
        return CONCURRENCY * (nodeBlows + nodes.size() * databaseBlows);
    }

    @Override
    public void close() {
        nodes.forEach(CarillonProcess::close);
        if (isShared()) {
            broker.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
