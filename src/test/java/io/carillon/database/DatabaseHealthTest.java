package io.carillon.database;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class DatabaseHealthTest {

    private static final String HISTORY = "SELECT * FROM schema_history ORDER BY installed_rank";

    /** A statement that changed no row would not notice a full disk. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theCheckWritesOneRowAndChangesNothing(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            List<String> before = database.query(HISTORY);
            assertThat(database.sql(DatabaseHealth.WRITE).update(), is(1));
            assertThat(database.query(HISTORY), is(before));
        }
    }
}
