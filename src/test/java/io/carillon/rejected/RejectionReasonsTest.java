package io.carillon.rejected;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.database.MigratedDatabase;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The summary has what the list has, and no more. */
class RejectionReasonsTest {

    private static final RejectedSelection ALL = new RejectedSelection(null, null, null, null);
    private static final RejectedObject ANY = new RejectedObject(null, null, null);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void messagesAreCountedByReason(String vendor) throws SQLException {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            RejectedMessages messages = new RejectedMessages();
            messages.database = database;
            reject(database, "malformed", 0, null);
            reject(database, "member-missing", 1, 7L);
            reject(database, "malformed", 2, null);
            reject(database, "malformed", 3, 8L);
            assertThat(messages.reasons(ALL, ANY, null), is(List.of(
                    new RejectionReasonDocument("malformed", 3, at(0), at(3)),
                    new RejectionReasonDocument("member-missing", 1, at(1), at(1)))));
            assertThat(messages.reasons(ALL, ANY, 8L), is(List.of(new RejectionReasonDocument("malformed", 1, at(3), at(3)))));
            assertThat(messages.reasons(new RejectedSelection(null, null, at(1), at(3)), ANY, null), is(List.of(
                    new RejectionReasonDocument("malformed", 1, at(2), at(2)),
                    new RejectionReasonDocument("member-missing", 1, at(1), at(1)))));
            assertThat(messages.reasons(ALL, new RejectedObject(9L, null, null), null), is(List.of()));
        }
    }

    private static Instant at(int minute) {
        return Instant.parse("2026-11-26T09:00:00Z").plusSeconds(60L * minute);
    }

    private static void reject(MigratedDatabase database, String reason, int minute, Long organization) throws SQLException {
        database.execute("""
                INSERT INTO rejected_message (id, reason, detail, jms_message_id, jms_type, properties, sent_at, origin,
                    element_index, producer, body, organization_id, rejected_at)
                VALUES ('rm_%2$d', '%1$s', 'd', 'ID:1', 'text', '{}', CURRENT_TIMESTAMP, 'o', %2$d, 'p', '', %3$s, '%4$s')"""
                .formatted(reason, minute, organization, at(minute)));
    }
}
