package io.carillon.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;

/**
 * The tables in an H2 or a PostgreSQL of its own, outside a container. Each thread has one connection; a statement commits by
 * itself unless it is part of {@link #transaction}.
 */
public final class MigratedDatabase extends Database implements AutoCloseable {

    private final String url;
    private final EmbeddedPostgres postgres;
    private final Vendor vendor;
    private final ThreadLocal<Connection> ofThread = new ThreadLocal<>();

    private MigratedDatabase(String url, EmbeddedPostgres postgres, Vendor vendor) {
        this.url = url;
        this.postgres = postgres;
        this.vendor = vendor;
        Migrations.flyway(Flyway.configure().dataSource(url, null, null), vendor).migrate();
    }

    @Override
    Vendor vendor() {
        return vendor;
    }

    /** {@code h2} or {@code postgresql}. */
    public static MigratedDatabase of(String vendor) {
        if (vendor.equals("h2")) {
            return new MigratedDatabase("jdbc:h2:mem:" + UUID.randomUUID()
                    + ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH", null, Vendor.H2);
        }
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.start();
            return new MigratedDatabase(postgres.getJdbcUrl("postgres", "postgres"), postgres, Vendor.POSTGRESQL);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Connection connection() throws SQLException {
        if (ofThread.get() == null) {
            ofThread.set(anotherConnection());
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
    public void close() throws IOException, SQLException {
        if (postgres != null) {
            postgres.close();
            return;
        }
        try (Connection connection = connection(); var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        }
    }

    /** What is done in one transaction. */
    @FunctionalInterface
    public interface Work {

        void run() throws SQLException;
    }
}
