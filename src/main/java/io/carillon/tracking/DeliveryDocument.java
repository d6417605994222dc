package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.message.Delivery;
import io.carillon.message.Message;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A delivery as clients see it, with what its message says.
 *
 * @param changes     how many changes the message summarises
 * @param dueAt       when the next attempt is due; only while pending
 * @param completedAt when its state became final
 * @param reason      why it was cancelled: {@code not-enabled} or {@code endpoint-deleted}; only when cancelled
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryDocument(String id, String messageId, String endpointId, long organizationId, String resourceType,
        String resourceId, String resourceOperation, String eventType,
        @Schema(type = SchemaType.INTEGER, format = "int32", description = "How many changes the message summarises")
        int changes, String status, int attempts, Instant dueAt, Instant createdAt, Instant completedAt, String reason)
        implements JsonDocument {

    /** How clients see {@code delivery}. */
    public static DeliveryDocument of(Delivery delivery) {
        Message message = delivery.message();
        return new DeliveryDocument(delivery.id(), message.id(), delivery.endpoint().id(), message.organizationId(),
                message.resourceType(), message.resourceId(), message.operation(), message.eventType(),
                message.changes(), delivery.state().word(), delivery.attempts(), delivery.dueAt(), delivery.createdAt(),
                delivery.completedAt(), delivery.reason());
    }
}
