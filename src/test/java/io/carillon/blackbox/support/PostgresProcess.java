package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * A real PostgreSQL that can be killed and comes back on the same data and the same port. Commits are acknowledged when the
 * disk has them, as in production; {@code -Dpostgres.fsync=off} shows what that costs.
 */
public final class PostgresProcess implements AutoCloseable {

    private static final Logger LIBRARY = Logger.getLogger(EmbeddedPostgres.class.getName());
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String USER = "postgres";

    private final Path data;
    private final int port = Ports.reserve();
    private final Map<String, String> configuration = new HashMap<>(Map.of("synchronous_commit", "on",
            "fsync", System.getProperty("postgres.fsync", "on")));
    private EmbeddedPostgres postgres;

    public PostgresProcess(Path folder) {
        data = folder.resolve("postgres");
    }

    /** With one more of the server's own parameters. */
    public PostgresProcess with(String parameter, String value) {
        configuration.put(parameter, value);
        return this;
    }

    public PostgresProcess start() {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder().setPort(port).setDataDirectory(data)
                .setCleanDataDirectory(false).setPGStartupWait(LIMIT);
        configuration.forEach(builder::setServerConfig);
        try {
            postgres = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** {@code kill -9} of the postmaster; its children end by themselves, and no checkpoint is written. */
    public void kill() {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        ProcessHandle[] children = postmaster.children().toArray(ProcessHandle[]::new);
        postmaster.destroyForcibly();
        await("the end of PostgreSQL").atMost(LIMIT).pollInterval(Duration.ofMillis(20))
                .until(() -> !postmaster.isAlive() && Stream.of(children).noneMatch(ProcessHandle::isAlive));
        // finds nothing to stop, which needs no stack trace, and lets go of its own lock on the folder
        LIBRARY.setLevel(Level.OFF);
        close();
        LIBRARY.setLevel(null);
    }

    /** {@code SIGSTOP} to all of it: like a machine that does not answer any more, and does not say so. */
    public void freeze() {
        signal("STOP");
    }

    /** {@code SIGCONT}. */
    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        Stream.concat(Stream.of(postmaster), postmaster.children())
                .forEach(process -> Signal.send(name, process.pid()));
    }

    int port() {
        return port;
    }

    /** Where its files are. */
    Path data() {
        return data;
    }

    /** Does {@code work} on a connection of a superuser. */
    <T> T run(Work<T> work) {
        try (Connection connection = DriverManager.getConnection(settings().get("CARILLON_DB_URL"), USER, USER);
                Statement statement = connection.createStatement()) {
            return work.with(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs {@code sql} for its effect. */
    void execute(String sql) {
        run(statement -> statement.execute(sql));
    }

    /** Ends all connections of clients but the one that does this; returns how many it ended. */
    public int terminateConnections() {
        return run(statement -> {
            try (ResultSet count = statement.executeQuery("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()")) {
                count.next();
                return count.getInt(1);
            }
        });
    }

    public long pid() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What makes a service use this database. */
    public Map<String, String> settings() {
        return settings("127.0.0.1:" + port);
    }

    /** What makes a service use a database of these hosts. */
    static Map<String, String> settings(String hosts) {
        return new HashMap<>(Map.of(
                "CARILLON_DB_URL", "jdbc:postgresql://" + hosts + "/postgres",
                "CARILLON_DB_USER", USER,
                "CARILLON_DB_PASSWORD", USER,
                "CARILLON_SECRETS_KEY", Base64.getEncoder().encodeToString(new byte[32])));
    }

    @Override
    public void close() {
        try {
            if (postgres != null) {
                postgres.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Statement statement) throws SQLException;
    }
}
