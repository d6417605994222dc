package io.carillon.statistics;

/**
 * What is counted separately.
 *
 * @param endpointId     {@link #OTHER} if too many subjects are active; null for changes
 * @param organizationId that is notified of a delivery or reported a change; null if not known
 * @param eventType      null if not known
 */
public record Subject(String endpointId, Long organizationId, String eventType) {

    /** The endpoint of all deliveries beyond the limit of a node. */
    static final String OTHER = "other";

    /** The subject in which deliveries or changes are counted when there is no room for this one. */
    Subject crowd() {
        return new Subject(endpointId == null ? null : OTHER, null, eventType);
    }
}
