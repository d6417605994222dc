package io.carillon.process;

import static io.carillon.platform.ManyRows.Column.TEXT;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.carillon.platform.ManyRows;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a connection of the completed URL does to plans. */
class PostgresUrlTest {

    private static final ManyRows RAISE = ManyRows.of("""
            MERGE INTO opened b USING (SELECT * FROM %s AS given (id)) s ON b.id = s.id
            WHEN MATCHED THEN UPDATE SET changes = b.changes + 1""", TEXT);
    private static final ManyRows FIND = ManyRows.of(
            "SELECT b.id FROM opened b JOIN (SELECT * FROM %s AS wanted (id)) s ON b.id = s.id ORDER BY b.id FOR UPDATE", TEXT);
    private static final ManyRows REMOVE = ManyRows.of("""
            MERGE INTO opened b USING (SELECT * FROM %s AS given (id)) s ON b.id = s.id WHEN MATCHED THEN DELETE""", TEXT);
    private static final List<Object[]> SOME = IntStream.rangeClosed(1, 20).mapToObj(n -> ManyRows.row("object-" + n)).toList();

    @Test
    void aTableThatHasGrownSinceAStatementWasPreparedIsNotReadAsAWhole() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(); Connection connection = DriverManager.getConnection(
                new PostgresUrl(postgres.getJdbcUrl("postgres", "postgres")).complete((name, seconds) -> Integer.parseInt(seconds)));
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE opened (id VARCHAR(40) PRIMARY KEY, changes INTEGER)");
            statement.execute("VACUUM ANALYZE opened");
            for (int i = 0; i < 10; i++) {
                RAISE.execute(connection, SOME);
                REMOVE.execute(connection, SOME);
                FIND.select(connection, SOME, row -> row.getString(1));
            }
            statement.execute("INSERT INTO opened SELECT 'object-' || n, 1 FROM generate_series(1, 20000) AS n");

            assertThat(RAISE.execute(connection, SOME), is(20));
            assertThat(FIND.select(connection, SOME, row -> row.getString(1)).size(), is(20));
            assertThat(REMOVE.execute(connection, SOME), is(20));

            await().until(() -> number(statement, "n_tup_del"), is(20L));
            assertThat("rows read", number(statement, "seq_tup_read") + number(statement, "idx_tup_fetch"), lessThan(200L));
        }
    }

    private static long number(Statement statement, String column) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "SELECT COALESCE(" + column + ", 0) FROM pg_stat_user_tables WHERE relname = 'opened'")) {
            row.next();
            return row.getLong(1);
        }
    }
}
