package io.carillon.endpoint;

/**
 * What happened, as far as a subscription may depend on it.
 *
 * @param organizationId the organization that is notified
 * @param eventType      the announced event type
 * @param data           canonical JSON text of an object, or null
 */
public record Occurrence(long organizationId, String eventType, String data) {
}
