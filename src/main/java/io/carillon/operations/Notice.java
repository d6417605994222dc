package io.carillon.operations;

import java.time.Instant;

/**
 * One thing that is to be told in one way.
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
