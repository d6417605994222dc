package io.carillon.retention;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.carillon.coalescing.Inbox;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Removal;
import io.carillon.database.Rows;
import io.carillon.message.Deliveries;
import io.carillon.message.Messages;
import io.carillon.tracking.Attempts;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is removed and what stays, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ExpiredRowsTest {

    private static final Instant LIMIT = Instant.parse("2026-01-10T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aMessageGoesWithItsDeliveriesOnceAllOfThemEndedBeforeTheLimit(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            endpoint(database);
            Rows.message(database, "old", "'2026-01-01 00:00:00+00'");
            delivery(database, "old_1", "old", "'succeeded', NULL, '2026-01-02 00:00:00+00'");
            Rows.message(database, "pending", "'2026-01-01 00:00:00+00'");
            delivery(database, "pending_1", "pending", "'failed', NULL, '2026-01-02 00:00:00+00'");
            delivery(database, "pending_2", "pending", "'pending', '2026-01-20 00:00:00+00', NULL");
            Rows.message(database, "redelivered", "'2026-01-01 00:00:00+00'");
            delivery(database, "redelivered_1", "redelivered", "'failed', NULL, '2026-01-11 00:00:00+00'");
            Rows.message(database, "young", "'2026-01-11 00:00:00+00'");

            assertThat(expired(database).removeMessages(LIMIT), is(new Removal(1, 1)));

            assertThat(database.query("SELECT id FROM message ORDER BY id"), contains("pending", "redelivered", "young"));
            assertThat(database.query("SELECT id FROM delivery ORDER BY id"),
                    contains("pending_1", "pending_2", "redelivered_1"));
            assertThat(database.query("SELECT delivery_id FROM attempt ORDER BY 1"),
                    contains("pending_1", "pending_2", "redelivered_1"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void idsOfChangesGoInPages(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            for (int i = 0; i < ExpiredRows.PAGE + 1; i++) {
                database.execute("INSERT INTO inbox (organization_id, change_id, received_at)"
                        + " VALUES (7, 'old %d', '2026-01-01 00:00:00+00')".formatted(i));
            }
            database.execute("INSERT INTO inbox (organization_id, change_id, received_at)"
                    + " VALUES (7, 'young', '2026-01-11 00:00:00+00')");

            assertThat(expired(database).removeChanges(LIMIT), is(new Removal(ExpiredRows.PAGE, ExpiredRows.PAGE)));
            assertThat(expired(database).removeChanges(LIMIT), is(new Removal(1, 1)));

            assertThat(database.query("SELECT change_id FROM inbox"), contains("young"));
        }
    }

    private static ExpiredRows expired(MigratedDatabase database) {
        ExpiredRows expired = new ExpiredRows();
        expired.inbox = new Inbox(database);
        expired.messages = new Messages(database);
        expired.deliveries = new Deliveries(database);
        expired.attempts = new Attempts(database);
        return expired;
    }

    private static void endpoint(MigratedDatabase database) throws SQLException {
        Rows.application(database);
        Rows.endpoints(database, "ep");
    }

    /** A delivery with one attempt; {@code rest} is its state, when it is due and when it ended. */
    private static void delivery(MigratedDatabase database, String id, String messageId, String rest) throws SQLException {
        database.execute("""
                INSERT INTO delivery (id, message_id, endpoint_id, attempts, fence, created_at, state, due_at, completed_at)
                VALUES ('%s', '%s', 'ep', 1, 1, '2026-01-01 00:00:00+00', %s)""".formatted(id, messageId, rest));
        database.execute("""
                INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome)
                VALUES ('%s', 1, CURRENT_TIMESTAMP, 1, 'status')""".formatted(id));
    }
}
