package io.carillon.tracking;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.message.Announcement;
import io.carillon.message.ContentRemoval;
import io.carillon.message.Deliveries;
import io.carillon.message.Delivery;
import io.carillon.message.Message;
import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.Verdict;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of receivers' answers when the content of a message is removed, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class AttemptsTest {

    private static final String ATTEMPTS = "SELECT delivery_id, number, outcome, status, COALESCE(response_body, '-'),"
            + " COALESCE(response_headers, '-') FROM attempt ORDER BY delivery_id, number";
    private static final String WAITING = "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            + " AND wait_event_type = 'Lock' AND query LIKE '%message_id%FOR UPDATE'";

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void answersGoAndAreNotKeptFromThenOn(String vendor) throws Exception {
        try (MigratedDatabase database = filled(vendor)) {
            Attempts attempts = new Attempts(database);
            attempts.write(List.of(outcome("dl_1", "wh_1", 0), outcome("dl_2", "wh_2", 0)));
            assertThat(database.query(ATTEMPTS), contains("dl_1 1 status 500 Ada {}", "dl_2 1 status 500 Ada {}"));

            remove(database, attempts);
            attempts.write(List.of(outcome("dl_1", "wh_1", 1), outcome("dl_2", "wh_2", 1)));

            assertThat(database.query(ATTEMPTS), contains("dl_1 1 status 500 - -", "dl_1 2 status 500 - -",
                    "dl_2 1 status 500 Ada {}", "dl_2 2 status 500 Ada {}"));
        }
    }

    /** A transaction that records an outcome holds its delivery. */
    @Test
    void anAnswerThatIsBeingRecordedGoesToo() throws Exception {
        try (MigratedDatabase database = filled("postgresql"); Connection recorder = database.anotherConnection();
                Statement statement = recorder.createStatement()) {
            recorder.setAutoCommit(false);
            statement.execute("UPDATE delivery SET attempts = 1 WHERE id = 'dl_1'");
            statement.execute("""
                    INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome, status, response_body)
                    VALUES ('dl_1', 1, CURRENT_TIMESTAMP, 1, 'status', 500, 'Ada')""");
            CompletableFuture<Void> removed = CompletableFuture.runAsync(() -> {
                try {
                    database.transaction(() -> remove(database, new Attempts(database)));
                } catch (SQLException e) {
                    throw new CompletionException(e);
                }
            });
            try (Connection third = database.anotherConnection(); Statement look = third.createStatement()) {
                await().atMost(1, TimeUnit.MINUTES).until(() -> look.executeQuery(WAITING).next());
            }
            recorder.commit();
            removed.get(1, TimeUnit.MINUTES);
            assertThat(database.query(ATTEMPTS), contains("dl_1 1 status 500 - -"));
        }
    }

    private static void remove(MigratedDatabase database, Attempts attempts) {
        ContentRemoval removal = new ContentRemoval(database, new Deliveries(database));
        assertThat(removal.remove("wh_1"), is(true));
        List<String> locked = removal.lockDeliveries("wh_1");
        assertThat(locked, not(empty()));
        attempts.removeResponses(locked);
    }

    private static Outcome outcome(String deliveryId, String messageId, int attempts) {
        Instant now = Instant.parse("2026-11-26T12:00:00Z");
        Message message = new Message(messageId, new Announcement(7, "team", "t", "update", "team.updated", DeliveryMode.INSTANT,
                1, now, now, null), 1, now);
        return new Outcome(new Delivery(deliveryId, message, null, attempts, 0, 1),
                new Answered(now, 5, 500, null, "Ada", null, Map.of()), new Verdict("status", 500, null, "Ada", "{}", false));
    }

    private static MigratedDatabase filled(String vendor) throws SQLException {
        MigratedDatabase database = MigratedDatabase.of(vendor);
        Rows.application(database);
        Rows.endpoints(database, "ep");
        for (int number = 1; number <= 2; number++) {
            Rows.message(database, "wh_" + number, "CURRENT_TIMESTAMP");
            database.execute("INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at)"
                    + " VALUES ('dl_%1$d', 'wh_%1$d', 'ep', 'pending', 0, 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)"
                    .formatted(number));
        }
        return database;
    }
}
