package io.carillon.tracking;

import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.Column.TIME;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.sending.DeliveryResult;
import io.carillon.sending.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;

/**
 * The attempt log. Each attempt is written once, in the transaction that counts it, and removed with its delivery. What receivers
 * answered may repeat the message, so it goes when the message's content is removed, and is not kept from then on.
 */
@ApplicationScoped
public class Attempts {

    private static final BulkStatement INSERT = BulkStatement.of("""
            INSERT INTO attempt (delivery_id, number, started_at, duration_ms, outcome, status, detail, response_body,
                response_headers)
            SELECT delivery_id, number, started_at, duration_ms, outcome, status, detail,
                CASE WHEN m.content_removed_at IS NULL THEN response_body END,
                CASE WHEN m.content_removed_at IS NULL THEN response_headers END
            FROM %s AS given (delivery_id, number, started_at, duration_ms, outcome, status, detail, response_body,
                response_headers, message_id) LEFT JOIN message m ON m.id = given.message_id""",
            TEXT, INTEGER, TIME, INTEGER, TEXT, INTEGER, TEXT, TEXT, TEXT, TEXT);
    private static final String REMOVE_RESPONSES =
            "UPDATE attempt SET response_body = NULL, response_headers = NULL WHERE delivery_id = ?";
    private static final String REMOVE = "DELETE FROM attempt WHERE delivery_id = ?";

    private Database database;

    protected Attempts() {
    }

    /** The attempt log in {@code database}. */
    @Inject
    public Attempts(Database database) {
        this.database = database;
    }

    void write(List<Outcome> outcomes) {
        INSERT.execute(database, outcomes.stream().map(Attempts::rowOf).toList());
    }

    private static Object[] rowOf(Outcome outcome) {
        DeliveryResult result = outcome.result();
        Verdict verdict = outcome.verdict();
        return row(outcome.delivery().id(), outcome.attempt(), result.startedAt(), result.millis(), verdict.outcome(),
                verdict.status(), verdict.detail(), verdict.body(), verdict.headers(), outcome.delivery().message().id());
    }

    /** Removes what receivers answered to these deliveries, except for the status. */
    void removeResponses(Collection<String> deliveryIds) {
        database.sql(REMOVE_RESPONSES).updateEach(deliveryIds.stream().map(id -> row(id)).toList());
    }

    /** Removes all attempts of these deliveries. */
    public void remove(Collection<String> deliveryIds) {
        database.sql(REMOVE).updateEach(deliveryIds.stream().map(id -> row(id)).toList());
    }
}
