package io.carillon.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.flywaydb.core.Flyway;

/**
 * The tables in a database of its own, outside a container: H2 in memory, or a database of the one PostgreSQL that all tests of a
 * JVM share. The migrations run once for each vendor; every database is a copy of what they made. Each thread has one connection;
 * a statement commits by itself unless it is part of {@link #transaction}.
 */
public final class MigratedDatabase extends Database implements AutoCloseable {

    private static final String H2_OPTIONS =
            ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";

    private final String url;
    private final Vendor vendor;
    private final String drop;
    private final Queue<Connection> opened = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Connection> ofThread = new ThreadLocal<>();

    private MigratedDatabase(String url, Vendor vendor, String drop) {
        this.url = url;
        this.vendor = vendor;
        this.drop = drop;
    }

    @Override
    Vendor vendor() {
        return vendor;
    }

    /** {@code h2} or {@code postgresql}. */
    public static MigratedDatabase of(String vendor) {
        String name = aNewName();
        if (vendor.equals("h2")) {
            MigratedDatabase copy = new MigratedDatabase(h2(name), Vendor.H2, "SHUTDOWN");
            copy.fill();
            return copy;
        }
        SharedPostgres.execute("CREATE DATABASE " + name + " TEMPLATE " + OnPostgres.MIGRATED);
        return new MigratedDatabase(SharedPostgres.url(name), Vendor.POSTGRESQL, "DROP DATABASE " + name + " WITH (FORCE)");
    }

    /** For connections of another kind. */
    String url() {
        return url;
    }

    private void fill() {
        try {
            execute(OnH2.SCRIPT);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String aNewName() {
        return "test_" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String h2(String name) {
        return "jdbc:h2:mem:" + name + H2_OPTIONS;
    }

    private static void migrate(String url, Vendor vendor) {
        Migrations.flyway(Flyway.configure().dataSource(url, null, null), vendor).migrate();
    }

    @Override
    Connection connection() throws SQLException {
        if (ofThread.get() == null) {
            ofThread.set(anotherConnection());
            opened.add(ofThread.get());
        }
        return lent(ofThread.get());
    }

    /** A connection that is not the thread's; it must be closed. */
    public Connection anotherConnection() throws SQLException {
        return DriverManager.getConnection(url);
    }

    /** Does {@code work} of this thread in one transaction, which is committed unless it throws. */
    public void transaction(Work work) throws SQLException {
        Connection connection = connection();
        connection.setAutoCommit(false);
        try {
            work.run();
            connection.commit();
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }

    /** Does {@code sql}. */
    public void execute(String sql) throws SQLException {
        try (Connection connection = connection(); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The rows that {@code sql} finds, the columns of each joined by blanks. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = connection(); var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> found = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                found.add(String.join(" ", columns));
            }
            return found;
        }
    }

    @Override
    public void close() throws SQLException {
        if (vendor == Vendor.H2) {
            execute(drop);
            return;
        }
        for (Connection connection : opened) {
            connection.close();
        }
        SharedPostgres.execute(drop);
    }

    /** The statements that make a copy of a migrated H2. */
    private static final class OnH2 {

        static final String SCRIPT = script();

        private static String script() {
            String url = h2(aNewName());
            migrate(url, Vendor.H2);
            try (MigratedDatabase migrated = new MigratedDatabase(url, Vendor.H2, "SHUTDOWN")) {
                return String.join("\n", migrated.query("SCRIPT"));
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** The name of a migrated database that PostgreSQL copies. */
    private static final class OnPostgres {

        static final String MIGRATED = migrated();

        private static String migrated() {
            String name = aNewName();
            SharedPostgres.execute("CREATE DATABASE " + name);
            migrate(SharedPostgres.url(name), Vendor.POSTGRESQL);
            return name;
        }
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work {

        void run() throws SQLException;
    }
}
