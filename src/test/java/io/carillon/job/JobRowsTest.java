package io.carillon.job;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.carillon.database.MigratedDatabase;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobRowsTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whenTheClockWasSetBackLeasesAndPausesMoveBackByTheStep(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            job(database, "now", 30, -5);
            job(database, "leased", 3_610, -5);
            job(database, "paused", -5, 3_605);
            new JobRows(database).moveBack(Duration.ofHours(1), Duration.ofSeconds(30));
            assertThat(database.query("SELECT id FROM job WHERE leased_until > clock_timestamp() + INTERVAL '11' SECOND"
                    + " OR due_at > clock_timestamp() + INTERVAL '11' SECOND"), contains("now"));
        }
    }

    private static void job(MigratedDatabase database, String id, int leasedFor, int dueIn) throws Exception {
        database.execute("""
                INSERT INTO job (id, kind, selection, state, done_count, skipped_count, started_at, highest_id, last_id, failures,
                    fence, leased_until, due_at)
                VALUES ('%s', 'requeue', '', 'running', 0, 0, clock_timestamp(), 'z', '', 0, 1,
                    clock_timestamp() + %d * INTERVAL '1' SECOND, clock_timestamp() + %d * INTERVAL '1' SECOND)"""
                .formatted(id, leasedFor, dueIn));
    }
}
