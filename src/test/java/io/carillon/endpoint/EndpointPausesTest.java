package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pauses of endpoints, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class EndpointPausesTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPauseLastsAsLongAsTheLongestRequest(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            EndpointPauses pauses = new EndpointPauses(database);
            pauses.pause("a", Duration.ofHours(2));
            pauses.pause("a", Duration.ofHours(1));
            pauses.pause("off", Duration.ofHours(1));
            assertThat(pauses.current(), is(Set.of("a")));
            assertThat(between(database, 119, 120), contains("a"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aPauseThatIsOverIsRemoved(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            EndpointPauses pauses = new EndpointPauses(database);
            database.execute("UPDATE endpoint SET paused_until = clock_timestamp() - INTERVAL '1' SECOND WHERE id = 'a'");
            pauses.pause("b", Duration.ofHours(1));
            assertThat(pauses.current(), is(Set.of("b")));
            assertThat(database.query("SELECT id FROM endpoint WHERE paused_until IS NOT NULL"), contains("b"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whenTheClockWasSetBackAPauseMovesBackByTheStep(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            EndpointPauses pauses = new EndpointPauses(database);
            pauses.pause("a", Duration.ofMinutes(90));
            pauses.pause("b", Duration.ofMinutes(30));
            pauses.moveBack(Duration.ofHours(1), Duration.ZERO);
            assertThat(pauses.current(), is(Set.of("a")));
            assertThat(between(database, 29, 30), contains("a"));
            assertThat(between(database, 31, 200), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatAnOwnerPausedStaysPausedUntilTheOwnerEndsIt(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            EndpointPauses pauses = new EndpointPauses(database);
            database.execute("UPDATE endpoint SET is_paused = TRUE WHERE id IN ('a', 'off')");
            assertThat(pauses.current(), is(Set.of("a")));
            pauses.pause("a", Duration.ofHours(1));
            pauses.moveBack(Duration.ofHours(2), Duration.ZERO);
            assertThat("its receiver's pause is over", pauses.current(), is(Set.of("a")));
            database.execute("UPDATE endpoint SET is_paused = FALSE");
            assertThat(pauses.current(), is(Set.of()));
        }
    }

    private static List<String> between(MigratedDatabase database, int from, int to) throws SQLException {
        return database.query(("SELECT id FROM endpoint WHERE paused_until BETWEEN clock_timestamp() + INTERVAL '%d' MINUTE"
                + " AND clock_timestamp() + INTERVAL '%d' MINUTE").formatted(from, to));
    }

    private static MigratedDatabase filled(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.endpoints(database, "a", "b", "off");
        database.execute("UPDATE endpoint SET status = 'inactive' WHERE id = 'off'");
        return database;
    }
}
