package io.carillon.database;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.carillon.platform.FactLog;
import io.carillon.platform.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.time.Instant;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The only way to the tables. Its first use migrates the schema, so nobody can see an older one; when the database is
 * not there yet, that use fails and the next one tries again. Entities go through {@link #entities()}; the statements
 * of the hot paths go through {@link #connection()}, which belongs to the caller's transaction and must be closed.
 */
@ApplicationScoped
public class Database {

    private static final FactLog LOG = FactLog.of(Database.class);

    private static final String H2 = "h2";
    /** The first that has {@code MERGE}. */
    private static final int OLDEST_POSTGRESQL = 15;
    private static final int COMPACTION_SECONDS = 1;

    @Inject
    private Settings settings;

    @Resource(lookup = "jdbc/carillon")
    private DataSource source;

    @Resource(lookup = "jdbc/carillon-migrations")
    private DataSource migrations;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    @PersistenceContext(unitName = "carillon")
    private EntityManager entities;

    /** {@code h2} or {@code postgresql}. */
    String vendor;

    private Future<?> compaction;

    @PostConstruct
    void migrate() {
        vendor = checkedVendor();
        int applied = Flyway.configure(Database.class.getClassLoader())
                .dataSource(migrations)
                .locations("classpath:db/migration/common", "classpath:db/migration/" + vendor)
                .table("schema_history")
                .initSql(vendor.equals(H2) ? null : "SET statement_timeout = 0; SET lock_timeout = 0")
                .load()
                .migrate().migrationsExecuted;
        LOG.info("database.ready", "vendor", vendor, "migrations", applied);
        if (vendor.equals(H2)) {
            compaction = scheduler.scheduleWithFixedDelay(this::compact, COMPACTION_SECONDS, COMPACTION_SECONDS, SECONDS);
        }
    }

    private void compact() {
        try (Connection only = source.getConnection()) {
            EmbeddedDatabaseCompaction.compact(settings);
        } catch (SQLException | RuntimeException | LinkageError e) {
            LOG.warn("database.not-compacted", "reason", FactLog.rootOf(e));
        }
    }

    @PreDestroy
    void stop() {
        if (compaction != null) {
            compaction.cancel(false);
        }
    }

    private String checkedVendor() {
        try (Connection connection = migrations.getConnection()) {
            DatabaseMetaData database = connection.getMetaData();
            if (database.getDatabaseProductName().equals("H2")) {
                return H2;
            }
            if (database.getDatabaseMajorVersion() < OLDEST_POSTGRESQL) {
                throw new IllegalStateException("needs PostgreSQL " + OLDEST_POSTGRESQL + " or newer, and this is "
                        + database.getDatabaseProductVersion());
            }
            return "postgresql";
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot reach the database", e);
        }
    }

    /** The transaction's persistence context. */
    public EntityManager entities() {
        return entities;
    }

    /**
     * A connection that takes part in the caller's transaction. Once entities have been read in it, it is theirs: with another
     * one a unit of work would need two of the pool, and the embedded database's has only one. Entities may not be asked for
     * while it is open.
     */
    public Connection connection() throws SQLException {
        Connection ofEntities = transactions.getTransactionStatus() == Status.STATUS_ACTIVE ? entities.unwrap(Connection.class) : null;
        return ofEntities == null ? source.getConnection() : lent(ofEntities);
    }

    /**
     * Has PostgreSQL plan each statement of the caller's transaction for the tables as they are. It would otherwise keep a plan
     * that was right when the table was nearly empty, as that of the buckets is after each tick, and read all of it when it is not.
     */
    public void planAnew() {
        if (vendor.equals(H2)) {
            return;
        }
        try (Connection connection = connection(); var statement = connection.createStatement()) {
            statement.execute("SET LOCAL plan_cache_mode = force_custom_plan");
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot have statements planned anew", e);
        }
    }

    /**
     * {@code select} with locks on the rows that it finds, until the end of the caller's transaction; it finds none that another
     * transaction holds. The embedded database has one connection, so nobody is to be kept out, and it would lock every row that
     * fits before it counts those of the limit.
     */
    public String skippingLocked(String select) {
        return vendor.equals(H2) ? select : select + " FOR UPDATE SKIP LOCKED";
    }

    /** The same connection, but for {@code close()}, which is its owner's. */
    static Connection lent(Connection connection) {
        return (Connection) Proxy.newProxyInstance(Database.class.getClassLoader(), new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("close") ? null : method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** The database's own clock at this very moment, not at the begin of the transaction. */
    public Instant now() {
        try (Connection connection = connection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot ask the database for its time", e);
        }
    }
}
