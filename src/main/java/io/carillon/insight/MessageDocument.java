package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.carillon.database.Row;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.json.JsonDocument;
import io.carillon.platform.EnumWords;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A message as clients see it.
 *
 * @param mode          whether it summarises a window or reports one change
 * @param changes       how many changes it covers
 * @param firstChangeAt when the first of them happened, as their producer reported it
 * @param lastChangeAt  when the last of them happened
 * @param contentRemovedAt when its data were removed, if they were
 * @param deliveries    to how many endpoints it goes; for an application, of its own endpoints
 * @param data          the merged data; not in lists, and not for an application that is not enabled any more
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageDocument(String id, long organizationId, String resourceType, String resourceId, String resourceOperation,
        String eventType, DeliveryMode mode, int changes, Instant firstChangeAt, Instant lastChangeAt, Instant createdAt,
        Instant contentRemovedAt, int deliveries, @Schema(type = SchemaType.OBJECT) @JsonRawValue String data)
        implements JsonDocument {

    static final String COLUMNS = "m.id, m.organization_id, m.resource_type, m.resource_id, m.operation, m.event_type, m.mode,"
            + " m.changes, m.first_change_at, m.last_change_at, m.created_at, m.content_removed_at";

    /** Reads {@link #COLUMNS}, the number of deliveries and the data. */
    static MessageDocument of(Row row) {
        return new MessageDocument(row.text(), row.number(), row.text(), row.text(), row.text(), row.text(),
                EnumWords.read(DeliveryMode.class, row.text()), row.integer(), row.time(), row.time(), row.time(), row.time(),
                row.integer(), row.text());
    }
}
