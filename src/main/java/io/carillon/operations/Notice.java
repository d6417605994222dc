package io.carillon.operations;

import java.time.Instant;

/**
 * One notification still to be sent, as a mail or as an operational event.
 *
 * @param recipient a mail address; null for a webhook
 * @param text      a webhook's data as canonical JSON, or a mail's text
 * @param attempts  how often it has been tried, this time included
 */
public record Notice(String id, OperationalEvent event, String endpointId, Instant occurredAt, String recipient,
        String text, int attempts) {

    boolean isMail() {
        return recipient != null;
    }
}
