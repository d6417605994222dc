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
 * JVM share. Each thread has one connection; a statement commits by itself unless it is part of {@link #transaction}.
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
        Migrations.flyway(Flyway.configure().dataSource(url, null, null), vendor).migrate();
    }

    @Override
    Vendor vendor() {
        return vendor;
    }

    /** {@code h2} or {@code postgresql}. */
    public static MigratedDatabase of(String vendor) {
        if (vendor.equals("h2")) {
            return new MigratedDatabase("jdbc:h2:mem:" + UUID.randomUUID() + H2_OPTIONS, Vendor.H2, "SHUTDOWN");
        }
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        SharedPostgres.execute("CREATE DATABASE " + name);
        return new MigratedDatabase(SharedPostgres.url(name), Vendor.POSTGRESQL, "DROP DATABASE " + name + " WITH (FORCE)");
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

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work {

        void run() throws SQLException;
    }
}
