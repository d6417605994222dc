package io.carillon.dispatch;

import io.carillon.endpoint.TrackRecord;

/**
 * Whom an attempt goes to, as far as sharing the threads is concerned.
 *
 * @param tenant the organization that owns the application, or the application when nobody does
 */
public record Recipient(String endpointId, String tenant, TrackRecord standing) {
}
