package io.carillon.endpoint;

/**
 * The part of an announcement that a subscription can depend on.
 *
 * @param organizationId the organization that is notified
 * @param eventType      the announced event type
 * @param data           canonical JSON text of an object, or null
 */
public record Occurrence(long organizationId, String eventType, String data) {
}
