package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.json.JsonDocument;
import io.carillon.message.Delivery;
import io.carillon.message.Message;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A delivery as clients see it, with what its message says.
 *
 * @param url         where it goes, unless its receiver polls; only for callers who manage the endpoint
 * @param mode        {@code coalesced} or {@code instant}
 * @param changes     how many changes the message summarises
 * @param dueAt       when the next attempt is due; only while pending
 * @param completedAt when its state became final
 * @param lastOutcome of the last attempt that was recorded
 * @param lastStatus  what the receiver answered to it
 * @param reason      why it was cancelled: {@code not-enabled}, {@code endpoint-deleted}, {@code overtaken},
 *                    {@code expired} or {@code content-removed}; only when cancelled
 * @param waitsFor    the delivery of the same object that it waits for, if its endpoint is ordered; {@code dueAt} is then the
 *                    time at which Carillon looks whether it still has to
 * @param contentRemovedAt when the content of the message was removed, if it was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryDocument(String id, String messageId, String endpointId, String applicationId, String url,
        long organizationId, String resourceType,
        String resourceId, String resourceOperation, String eventType, DeliveryMode mode,
        @Schema(type = SchemaType.INTEGER, format = "int32", description = "How many changes the message summarises")
        int changes, Instant firstChangeAt, Instant lastChangeAt, String status, int attempts, String lastOutcome,
        Integer lastStatus, Instant dueAt, Instant createdAt, Instant completedAt, String reason,
        String waitsFor, Instant contentRemovedAt)
        implements JsonDocument {

    /**
     * How clients see {@code delivery}.
     *
     * @param last    the last attempt, or null
     * @param manages whether the caller manages the endpoint
     */
    public static DeliveryDocument of(Delivery delivery, LastAttempts.Last last, boolean manages) {
        Message message = delivery.message();
        return new DeliveryDocument(delivery.id(), message.id(), delivery.endpoint().id(), delivery.endpoint().applicationId(),
                manages ? delivery.endpoint().url() : null, message.organizationId(), message.resourceType(),
                message.resourceId(), message.operation(), message.eventType(),
                message.isCoalesced() ? DeliveryMode.COALESCED : DeliveryMode.INSTANT, message.changes(),
                message.firstChangeAt(), message.lastChangeAt(), delivery.state().word(), delivery.attempts(),
                last == null ? null : last.outcome(), last == null ? null : last.status(), delivery.dueAt(),
                delivery.createdAt(), delivery.completedAt(), delivery.reason(), delivery.waitsFor(),
                message.contentRemovedAt());
    }
}
