package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of value goes into a statement and comes out of a row, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class SqlTest {

    private static final Instant TIME = Instant.parse("2026-03-29T01:30:00.123456Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void valuesComeBackAsTheyWere(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            database.execute("CREATE TABLE kinds (a VARCHAR(10), b INTEGER, c BIGINT, d TIMESTAMP WITH TIME ZONE)");
            int inserted = database.sql("INSERT INTO kinds VALUES (?, ?, ?, ?)").updateEach(
                    List.of(new Object[] {"text", 7, 1L << 40, TIME}, new Object[] {null, 0, null, null}));

            assertThat(inserted, is(2));
            assertThat(database.sql("SELECT a, b, c, d FROM kinds ORDER BY b DESC")
                            .list(row -> Arrays.asList(row.text(), row.integer(), row.numberOrNull(), row.time())),
                    contains(Arrays.asList("text", 7, 1L << 40, TIME), Arrays.asList(null, 0, null, null)));
            assertThat(database.sql("UPDATE kinds SET a = ? WHERE a = ?").with(null, "text").update(), is(1));
            assertThat(database.sql("SELECT b FROM kinds WHERE d = ?").with(TIME).first(Row::integer), is(Optional.of(7)));
            assertThat(database.sql("SELECT b FROM kinds WHERE b = 9").first(Row::integer), is(Optional.empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aFailureNamesTheStatement(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            var failure = assertThrows(DatabaseFailure.class, () -> database.sql("SELECT nothing FROM nowhere").list(Row::text));
            assertThat(failure.getMessage(), containsString("SELECT nothing FROM nowhere"));
        }
    }
}
