package io.carillon.operations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NoticesTest {

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whenTheClockWasSetBackFutureTimesMoveBackByTheStep(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Rows.application(database);
            Rows.endpoints(database, "ep");
            for (int minutes : new int[] {-5, 30, 90}) {
                database.execute("""
                        INSERT INTO notice (id, event_type, endpoint_id, occurred_at, text, attempts, due_at)
                        VALUES ('in %1$s', 'endpoint.failing', 'ep', clock_timestamp(), '', 0,
                            clock_timestamp() + %1$s * INTERVAL '1' MINUTE)""".formatted(minutes));
            }
            new Notices(database, null, null, null).moveBack(Duration.ofHours(1), Duration.ZERO);
            assertThat(database.query("""
                    SELECT id, ROUND(EXTRACT(EPOCH FROM due_at - clock_timestamp()) / 60) FROM notice ORDER BY due_at"""),
                    contains("in 30 -30", "in -5 -5", "in 90 30"));
        }
    }
}
