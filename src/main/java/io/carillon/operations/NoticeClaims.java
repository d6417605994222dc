package io.carillon.operations;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Claims due notices and removes those that were sent. A claim ends what a notice collects, and postpones it to its next attempt,
 * so that other nodes take over when a node dies while sending.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class NoticeClaims {

    private static final String DUE = """
            SELECT id, event_type, endpoint_id, occurred_at, recipient, text, attempts, clock_timestamp() FROM notice
            WHERE due_at <= (SELECT clock_timestamp()) ORDER BY due_at LIMIT 1""";
    private static final String CLAIM = "UPDATE notice SET attempts = ?, due_at = ?, slot = NULL WHERE id = ?";
    private static final String REMOVE = "DELETE FROM notice WHERE id = ?";
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    @Inject
    Database database;

    /** Claims a due notice; it is due again after a pause that doubles with each attempt, up to about an hour. */
    public Optional<Notice> claim() {
        Optional<Due> due = database.sql(database.skippingLocked(DUE)).first(NoticeClaims::read);
        due.ifPresent(found -> database.sql(CLAIM).with(found.notice.attempts(), found.seenAt.plus(pauseAfter(found.notice)),
                found.notice.id()).update());
        return due.map(Due::notice);
    }

    private static Due read(Row row) {
        return new Due(new Notice(row.text(), OperationalEvent.ofEventType(row.text()), row.text(), row.time(), row.text(),
                row.text(), row.integer() + 1), row.time());
    }

    private static Duration pauseAfter(Notice notice) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(notice.attempts() - 1, MOST_DOUBLINGS));
    }

    /** Removes a notice that was sent or given up. */
    public void remove(Notice notice) {
        database.sql(REMOVE).with(notice.id()).update();
    }

    private record Due(Notice notice, Instant seenAt) {
    }
}
