package io.carillon.process;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;

/**
 * A PostgreSQL database that a node needs before it can start. The node waits for a database that is unreachable or starting
 * itself; if the database answers and rejects the login, the node does not start.
 *
 * @param login    user and password
 * @param patience how long the node waits
 */
public record DatabaseAtStart(String driver, String url, Properties login, Duration patience) {

    private static final Logger LOG = Logger.getLogger(DatabaseAtStart.class.getName());
    /** Waiting helps if the SQLSTATE is a connection exception (08), or the server starts, stops or has no free connection. */
    private static final String NO_CONNECTION = "08";
    private static final Set<String> NOT_NOW = Set.of("57P01", "57P02", "57P03", "53300");
    private static final int AGAIN_MILLIS = 500;

    /**
     * Returns when the database accepts the login; {@code driverJar} contains its driver, which the server itself loads later.
     */
    void await(Path driverJar) throws IOException, InterruptedException {
        try (URLClassLoader classes = classesOf(driverJar)) {
            await(load(classes));
        }
    }

    /** Connects once, without patience, and lets {@code work} use the connection. */
    public void once(Path driverJar, Work work) throws IOException, SQLException {
        try (URLClassLoader classes = classesOf(driverJar); Connection connection = load(classes).connect(url, login)) {
            work.with(connection);
        }
    }

    private static URLClassLoader classesOf(Path driverJar) throws IOException {
        return new URLClassLoader(new URL[] {driverJar.toUri().toURL()});
    }

    private Driver load(ClassLoader classes) throws IOException {
        try {
            return (Driver) classes.loadClass(driver).getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException("cannot load " + driver, e);
        }
    }

    private void await(Driver jdbc) throws InterruptedException {
        long start = System.nanoTime();
        SQLException away = tryToConnect(jdbc);
        if (away == null) {
            return;
        }
        LOG.warning("database.awaited patience=" + patience + " reason=\"" + reason(away) + "\"");
        while (away != null) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new Refusal("The database did not answer within " + patience + " (CARILLON_START_PATIENCE): "
                        + reason(away), away);
            }
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            away = tryToConnect(jdbc);
        }
        LOG.info("database.found ms=" + (System.nanoTime() - start) / 1_000_000);
    }

    /** In plain words where the driver says only that it failed. */
    public static String reason(SQLException failure) {
        return failure.getCause() instanceof UnknownHostException unknown
                ? "CARILLON_DB_URL names the host " + unknown.getMessage() + ", which the name service does not know."
                : failure.getCause() instanceof SocketTimeoutException ? "The host that CARILLON_DB_URL names is silent."
                : failure.getMessage();
    }

    /** Why the database cannot be used now; null if it can. */
    private SQLException tryToConnect(Driver jdbc) {
        try {
            jdbc.connect(url, login).close();
            return null;
        } catch (SQLException e) {
            if (isAway(e.getSQLState())) {
                return e;
            }
            throw new Refusal("The database rejects the connection: " + e.getMessage(), e);
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface Work {
        void with(Connection connection) throws SQLException;
    }

    /** Whether waiting can help. */
    static boolean isAway(String sqlState) {
        return sqlState != null && (sqlState.startsWith(NO_CONNECTION) || NOT_NOW.contains(sqlState));
    }
}
