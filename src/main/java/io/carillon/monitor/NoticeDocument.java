package io.carillon.monitor;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.database.Row;
import io.carillon.json.JsonDocument;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A notice that is still to be sent.
 *
 * @param kind       a mail to the contact of the endpoint's application, or an operational event
 * @param recipient  the address of a mail
 * @param attempts   attempts that failed, or one that is under way
 * @param dueAt      when the next attempt is due
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeDocument(String id, @Schema(enumeration = {"mail", "event"}) String kind, String eventType, String endpointId,
        String recipient, Instant occurredAt, int attempts, Instant dueAt) implements JsonDocument {

    static NoticeDocument of(Row row) {
        String id = row.text();
        String eventType = row.text();
        String endpointId = row.text();
        String recipient = row.text();
        return new NoticeDocument(id, recipient == null ? "event" : "mail", eventType, endpointId, recipient, row.time(),
                row.integer(), row.time());
    }
}
