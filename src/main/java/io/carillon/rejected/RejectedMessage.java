package io.carillon.rejected;

import io.carillon.queue.Requeued;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What the queue brought and nobody could use. A row appears with the transaction that rejects it, exactly once however
 * often the queue repeats itself. It stays when it is put back into the queue, and goes when that message had its effect.
 *
 * @param origin     identity of the message that its producer sent
 * @param element    which of its changes, from 0, or {@link Requeued#WHOLE}
 * @param bodySize   of the body, in bytes
 * @param body       null where a list leaves a long one out
 * @param requeuedAt since when it waits in the queue again; null when it does not
 */
record RejectedMessage(String id, Instant rejectedAt, String reason, String detail, String pointer, String jmsMessageId,
        String jmsType, String protocol, String clientId, Instant sentAt, String properties, String origin, int element,
        Instant requeuedAt, long bodySize, byte[] body) {

    static final String COLUMNS = "id, rejected_at, reason, detail, pointer, jms_message_id, jms_type, protocol, client_id,"
            + " sent_at, properties, origin, element_index, requeued_at, OCTET_LENGTH(body) AS body_size";

    static RejectedMessage of(ResultSet row) throws SQLException {
        return new RejectedMessage(row.getString("id"), time(row, "rejected_at"), row.getString("reason"),
                row.getString("detail"), row.getString("pointer"), row.getString("jms_message_id"),
                row.getString("jms_type"), row.getString("protocol"), row.getString("client_id"), time(row, "sent_at"),
                row.getString("properties"), row.getString("origin"), row.getInt("element_index"),
                time(row, "requeued_at"), row.getLong("body_size"), row.getBytes("body"));
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    Requeued stamp() {
        return new Requeued(id, origin, element, sentAt);
    }
}
