package io.carillon.insight;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A delivery of a message, with its last attempt.
 *
 * @param dueAt       when the next attempt is due; only while pending
 * @param completedAt when its state became final
 * @param reason      why it was cancelled
 * @param lastOutcome the result of the last attempt
 * @param lastStatus  the HTTP status of the last response
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageDeliveryDocument(String id, String messageId, String applicationId, String endpointId, String status,
        int attempts, Instant dueAt, Instant createdAt, Instant completedAt, String reason, Instant lastAttemptAt,
        String lastOutcome, Integer lastStatus) {

    static MessageDeliveryDocument of(SentDelivery delivery) {
        return new MessageDeliveryDocument(delivery.id(), delivery.messageId(), delivery.applicationId(), delivery.endpointId(),
                delivery.state().word(), delivery.attempts(), delivery.dueAt(), delivery.createdAt(), delivery.completedAt(),
                delivery.reason(), delivery.attemptAt(), delivery.outcome(), delivery.status());
    }
}
