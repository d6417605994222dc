package io.carillon.database;

import io.carillon.meter.Distribution;
import io.carillon.meter.Meters;
import io.carillon.platform.TransactionEnd;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts the connections that transactions of this node hold, each from its first use of the database to its end, and measures
 * how long statements wait for one. Servers have no common way to ask their pools.
 */
final class ConnectionUse {

    private final TransactionSynchronizationRegistry transactions;
    private final LongAdder held = new LongAdder();
    private final TransactionEnd end = status -> held.decrement();

    /** {@code most} is the size of the pool. */
    ConnectionUse(TransactionSynchronizationRegistry transactions, int most) {
        this.transactions = transactions;
        Meters.CONNECTIONS.follow(held::sum);
        Meters.CONNECTIONS_MAX.set(most);
    }

    boolean isInTransaction() {
        return transactions.getTransactionStatus() == Status.STATUS_ACTIVE;
    }

    /** The current transaction, if there is one, uses the database. */
    void transactionUses() {
        if (isInTransaction() && transactions.getResource(this) == null) {
            transactions.putResource(this, this);
            transactions.registerInterposedSynchronization(end);
            held.increment();
        }
    }

    /** Gets a connection from {@code pool}, and measures how long that takes. */
    Connection take(Pool pool) throws SQLException {
        long began = System.nanoTime();
        Connection connection = pool.connection();
        Meters.CONNECTION_WAIT.observe(Distribution.seconds(System.nanoTime() - began));
        return connection;
    }

    @FunctionalInterface
    interface Pool {
        Connection connection() throws SQLException;
    }
}
