package io.carillon.platform;

import java.sql.Connection;
import java.sql.SQLException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Gives the space of dead pages in the embedded database's file back. H2 does so in a background thread that does not run
 * with {@code WRITE_DELAY=0}, the setting without which it loses commits; left alone, the file grows by about 60 KB with
 * each commit. The only class that names H2; it is loaded only when H2 is the database.
 */
public final class EmbeddedDatabaseCompaction {

    private static final int FILL_RATE_PERCENT = 80;
    private static final int BYTES_PER_ROUND = 2 << 20;
    private static final int MOST_ROUNDS = 4;

    private EmbeddedDatabaseCompaction() {
    }

    /** Rewrites thinly filled parts of the file, a bounded number of them, while no other connection is in use (decision 5). */
    public static void compact(Connection connection) throws SQLException {
        SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        int rounds = 0;
        while (rounds < MOST_ROUNDS && store.compact(FILL_RATE_PERCENT, BYTES_PER_ROUND)) {
            rounds++;
        }
    }
}
