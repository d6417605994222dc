package io.carillon.endpoint;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.filter.Envelope;

/**
 * The part of a change that a subscription can depend on, as it is announced.
 *
 * @param organizationId the organization that is notified
 * @param operation      the word of the announced operation
 * @param eventType      the announced event type
 * @param data           canonical JSON text of an object, or null
 */
public record Occurrence(long organizationId, String resourceType, String resourceId, String operation, String eventType,
        String data) {

    /** What filters judge. */
    public JsonNode toJson() {
        return new Envelope(organizationId, resourceType, operation, resourceId, eventType).with(data);
    }
}
