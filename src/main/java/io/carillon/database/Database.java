package io.carillon.database;

import static io.carillon.settings.Setting.DB_POOL_SIZE;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.carillon.platform.TransactionEnd;
import io.carillon.settings.Settings;
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
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/**
 * The only access to the tables. Its first use migrates the schema; if the database is unavailable, that use fails and the
 * next one tries again. {@link #entities()} is for entities, {@link #sql} and {@link #session()} are for statements; both take
 * part in the caller's transaction.
 */
@ApplicationScoped
public class Database implements Statements {

    private static final FactLog LOG = FactLog.of(Database.class);
    private static final int COMPACTION_SECONDS = 1;

    @Inject
    private Settings settings;

    @Resource(name = "jdbc/carillon")
    private DataSource source;

    @Resource(name = "jdbc/carillon-migrations")
    private DataSource migrations;

    @Resource
    private ManagedScheduledExecutorService scheduler;

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;

    @PersistenceContext(unitName = "carillon")
    private EntityManager entities;

    private final OutageLog compactionOutage = OutageLog.of(LOG, "database.not-compacted", "database.compacted");
    private final LentConnection entityConnection = new LentConnection();
    private ConnectionUse use;
    private Vendor vendor;
    private Future<?> compaction;

    @PostConstruct
    void migrate() {
        use = new ConnectionUse(transactions, settings.embeddedDatabase() ? 1 : settings.number(DB_POOL_SIZE));
        vendor = new Migrations(migrations).apply();
        if (vendor() == Vendor.H2) {
            compaction = scheduler.scheduleWithFixedDelay(this::compact, COMPACTION_SECONDS, COMPACTION_SECONDS, SECONDS);
        }
    }

    private void compact() {
        try (Connection only = source.getConnection()) {
            EmbeddedDatabaseCompaction.compact(settings);
            compactionOutage.succeeded();
        } catch (SQLException | RuntimeException | LinkageError e) {
            compactionOutage.failed(e);
        }
    }

    @PreDestroy
    void stop() {
        if (compaction != null) {
            compaction.cancel(false);
        }
    }

    /** The transaction's persistence context. */
    public EntityManager entities() {
        use.transactionUses();
        return entities;
    }

    @Override
    public <T> T run(String sql, Work<T> work) {
        try (Session session = session()) {
            return session.run(sql, work);
        }
    }

    /** A connection for several statements, which the caller must close. Do not use entities while it is open. */
    public Session session() {
        return Session.open(this::connection);
    }

    /**
     * A connection that takes part in the caller's transaction. If the transaction has already used entities, it is their
     * connection: a second one would take two from the pool for one unit of work, and the embedded database's pool has only
     * one. Where the provider does not lend it, the pool of the server gives a transaction the connection that it already has.
     */
    Connection connection() throws SQLException {
        use.transactionUses();
        Optional<Connection> ofEntities = use.isInTransaction() ? entityConnection.of(entities) : Optional.empty();
        return ofEntities.isPresent() ? lent(ofEntities.get()) : use.take(source::getConnection);
    }

    /** The same connection, except that {@code close()} does nothing, because its owner closes it. */
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

    /** Does {@code work} when the caller's transaction has committed; nothing if it is rolled back. */
    public void whenCommitted(Runnable work) {
        transactions.registerInterposedSynchronization((TransactionEnd) status -> {
            if (status == Status.STATUS_COMMITTED) {
                work.run();
            }
        });
    }

    /** Nothing of the caller's transaction remains, although it goes on until its end. */
    public void rollBackAtEnd() {
        transactions.setRollbackOnly();
    }

    /** The vendor of the database. */
    Vendor vendor() {
        return vendor;
    }

    /**
     * Makes PostgreSQL plan each statement of the caller's transaction for the current contents of the tables. Otherwise it
     * could reuse a plan made when a table was nearly empty, as the bucket table is after each tick, and scan the whole table
     * when it is full.
     */
    public void forceCustomPlans() {
        if (vendor() == Vendor.POSTGRESQL) {
            sql("SET LOCAL plan_cache_mode = force_custom_plan").update();
        }
    }

    /**
     * Extends {@code select} to lock the rows that it finds until the end of the caller's transaction, and to skip rows that
     * another transaction has locked. On the embedded database it locks nothing: there is one connection, so no other
     * transaction competes, and H2 would lock every matching row before it applies the LIMIT.
     */
    public String skippingLocked(String select) {
        return vendor() == Vendor.H2 ? select : select + " FOR UPDATE SKIP LOCKED";
    }

    /** The database's clock at this moment, not at the start of the transaction. */
    public Instant now() {
        return sql("SELECT clock_timestamp()").first(Row::time).orElseThrow();
    }
}
