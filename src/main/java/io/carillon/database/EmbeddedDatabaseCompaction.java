package io.carillon.database;

import static io.carillon.settings.Setting.DB_PASSWORD;
import static io.carillon.settings.Setting.DB_URL;
import static io.carillon.settings.Setting.DB_USER;

import io.carillon.settings.Settings;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.h2.Driver;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;

/**
 * Reclaims the space of dead pages in the embedded database's file. H2's background thread for this does not run with
 * {@code WRITE_DELAY=0}, and without that setting H2 loses commits. Without compaction the file grows by about 60 KB with each
 * commit. The only class that uses H2's classes; it is loaded only if H2 is the database.
 */
public final class EmbeddedDatabaseCompaction {

    private static final int FILL_RATE_PERCENT = 80;
    private static final int BYTES_PER_ROUND = 2 << 20;
    private static final int MOST_ROUNDS = 4;

    private EmbeddedDatabaseCompaction() {
    }

    /**
     * Compacts the database that {@code settings} name. Uses a connection from outside the pool, because the pool does not
     * hand out H2's own. Meanwhile the caller holds the pool's only connection, so that nothing else writes (decision 5).
     */
    static void compact(Settings settings) throws SQLException {
        Properties credentials = new Properties();
        credentials.setProperty("user", settings.word(DB_USER));
        credentials.setProperty("password", settings.text(DB_PASSWORD).orElse(""));
        try (Connection connection = new Driver().connect(settings.word(DB_URL), credentials)) {
            compact(connection);
        }
    }

    /** Rewrites a limited number of sparsely filled parts of the file. Nothing else may use {@code connection} meanwhile. */
    public static void compact(Connection connection) throws SQLException {
        SessionLocal session = (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        MVStore store = session.getDatabase().getStore().getMvStore();
        int rounds = 0;
        while (rounds < MOST_ROUNDS && store.compact(FILL_RATE_PERCENT, BYTES_PER_ROUND)) {
            rounds++;
        }
    }
}
