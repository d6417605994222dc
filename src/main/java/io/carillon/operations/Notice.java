package io.carillon.operations;

import java.time.Instant;

/**
 * One report of an operational event, by webhook or by mail.
 *
 * @param recipient a mail address; null for a webhook
 * @param text      a webhook's data as canonical JSON, or a mail's text
 * @param attempts  the number of attempts, including the current one
 */
public record Notice(String id, OperationalEvent event, String endpointId, Instant occurredAt, String recipient,
        String text, int attempts) {

    boolean isMail() {
        return recipient != null;
    }
}
