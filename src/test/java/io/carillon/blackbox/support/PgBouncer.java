package io.carillon.blackbox.support;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * PgBouncer in front of a PostgreSQL, in transaction mode, with the settings and the limits of the role that
 * {@code src/docs/operations.md} asks for. It is on the search path where Debian's package {@code pgbouncer} is installed.
 */
public final class PgBouncer implements AutoCloseable {

    /** Fewer than the nodes' pools have together, so that transactions of both share sessions. */
    private static final int SESSIONS = 12;
    private static final Path DOCUMENTED = Path.of("src", "docs", "operations.md");
    private static final String LIMIT = "ALTER ROLE carillon SET ";

    private final int port = Ports.reserve();
    private final PostgresProcess behind;
    private final Path folder;
    private Process process;

    /** In front of {@code behind}, which must be running. */
    public PgBouncer(PostgresProcess behind, Path folder) {
        this.behind = behind;
        this.folder = folder;
        try (Stream<String> lines = Files.lines(DOCUMENTED)) {
            lines.filter(line -> line.startsWith(LIMIT)).map(line -> line.replace(" carillon ", " postgres "))
                    .forEach(behind::execute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether this machine has it. */
    public static boolean isInstalled() {
        return Programs.areInstalled("pgbouncer");
    }

    public PgBouncer start() {
        try {
            Path configuration = Files.write(folder.resolve("pgbouncer.ini"), List.of(
                    "[databases]",
                    "postgres = host=127.0.0.1 port=" + behind.port() + " user=postgres",
                    "[pgbouncer]",
                    "listen_addr = 127.0.0.1",
                    "listen_port = " + port,
                    "unix_socket_dir =",
                    "auth_type = any",
                    "pool_mode = transaction",
                    "default_pool_size = " + SESSIONS,
                    "max_client_conn = 200",
                    "server_login_retry = 1",
                    "ignore_startup_parameters = extra_float_digits, options"));
            process = Programs.unprivileged(folder.resolve("pgbouncer.txt"), "pgbouncer", configuration.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        await("PgBouncer").atMost(Duration.ofMinutes(1)).until(() -> Ports.listens(port));
        return this;
    }

    /** What makes a service use the database through it: without prepared statements, which sessions would keep. */
    public Map<String, String> settings() {
        Map<String, String> settings = behind.settings();
        settings.put("CARILLON_DB_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres?prepareThreshold=0");
        return settings;
    }

    /** {@code kill -9}. */
    public void kill() {
        process.destroyForcibly();
        await("the end of PgBouncer").atMost(20, TimeUnit.SECONDS).until(() -> !process.isAlive());
    }

    @Override
    public void close() {
        kill();
    }
}
