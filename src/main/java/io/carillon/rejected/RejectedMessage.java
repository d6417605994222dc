package io.carillon.rejected;

import io.carillon.database.Row;
import io.carillon.queue.ChangeQueue;
import io.carillon.queue.Requeued;
import java.time.Instant;

/**
 * A message from the queue, or one element of it, that could not be used. The transaction that rejects it writes the row,
 * exactly once however often the queue redelivers the message. The row stays when the message is requeued, and is removed when
 * the message has taken effect.
 *
 * @param origin     identity of the message that its producer sent
 * @param element    which of its changes, from 0, or {@link Requeued#WHOLE}
 * @param organizationId the organization that it named; like the next two null if that could not be read
 * @param resourceType   the resource type as reported
 * @param bodySize   size of the body in bytes
 * @param body       null where a list omits a long one
 * @param requeuedAt since when it has been on the queue again; null when it is not
 */
record RejectedMessage(String id, Instant rejectedAt, String reason, String detail, String pointer, String jmsMessageId,
        String jmsType, String protocol, String clientId, Instant sentAt, String properties, String origin, int element,
        Instant requeuedAt, String producer, Long organizationId, String resourceType, String resourceId, long bodySize,
        byte[] body) {

    static final String COLUMNS = "id, rejected_at, reason, detail, pointer, jms_message_id, jms_type, protocol, client_id,"
            + " sent_at, properties, origin, element_index, requeued_at, producer, organization_id, resource_type,"
            + " resource_id, OCTET_LENGTH(body) AS body_size";

    /** Reads {@link #COLUMNS}, followed by the body. */
    static RejectedMessage of(Row row) {
        return new RejectedMessage(row.text(), row.time(), row.text(), row.text(), row.text(), row.text(), row.text(), row.text(),
                row.text(), row.time(), row.text(), row.text(), row.integer(), row.time(), row.text(),
                row.numberOrNull(), row.text(), row.text(), row.number(), row.bytes());
    }

    /** Whether the complete body was kept. A map or stream always has bytes, so one without any could not be read. */
    boolean canBeRequeued() {
        return ChangeQueue.requeuableTypes().contains(jmsType) && bodySize <= ChangeQueue.MAX_REQUEUABLE_BYTES
                && (bodySize > 0 || jmsType.equals("text") || jmsType.equals("bytes"));
    }

    RejectedMessage requeued(Instant at) {
        return new RejectedMessage(id, rejectedAt, reason, detail, pointer, jmsMessageId, jmsType, protocol, clientId, sentAt,
                properties, origin, element, at, producer, organizationId, resourceType, resourceId, bodySize, body);
    }

    /** The same message with {@code text} in place of what was received. */
    RejectedMessage corrected(byte[] text) {
        return new RejectedMessage(id, rejectedAt, reason, detail, pointer, jmsMessageId, "text", protocol, clientId, sentAt,
                properties, origin, element, requeuedAt, producer, organizationId, resourceType, resourceId, text.length, text);
    }

    /** Whether it is one of the changes of a message, so that only a single change can take its place. */
    boolean isElement() {
        return element != Requeued.WHOLE;
    }

    Requeued stamp() {
        return new Requeued(id, origin, element, sentAt, jmsType, producer);
    }
}
