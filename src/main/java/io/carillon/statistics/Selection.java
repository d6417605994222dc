package io.carillon.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Some of the subjects that are counted: those to which everything applies that is not null.
 *
 * @param organizationId of this organization
 * @param notOf          of any other organization than this one
 * @param endpointIds    to one of these endpoints
 * @param eventType      with this event type
 */
public record Selection(Long organizationId, Long notOf, Set<String> endpointIds, String eventType) {

    /** All subjects. */
    public static final Selection ALL = new Selection(null, null, null, null);

    /** Whether it depends on nothing but event types. */
    boolean isOfTotals() {
        return organizationId == null && notOf == null && endpointIds == null;
    }

    boolean contains(Subject subject) {
        return (organizationId == null || organizationId.equals(subject.organizationId()))
                && (notOf == null || !notOf.equals(subject.organizationId()))
                && (endpointIds == null || endpointIds.contains(subject.endpointId()))
                && (eventType == null || eventType.equals(subject.eventType()));
    }

    /** The same as a condition of SQL; its values are added to {@code values}. */
    String condition(List<Object> values) {
        List<String> parts = new ArrayList<>();
        if (organizationId != null) {
            parts.add("s.organization_id = ?");
            values.add(organizationId);
        }
        if (notOf != null) {
            parts.add("(s.organization_id IS NULL OR s.organization_id <> ?)");
            values.add(notOf);
        }
        if (endpointIds != null) {
            parts.add("s.endpoint_id = ANY (CAST(? AS VARCHAR ARRAY))");
            values.add(endpointIds.toArray(String[]::new));
        }
        if (eventType != null) {
            parts.add("s.event_type = ?");
            values.add(eventType);
        }
        return parts.isEmpty() ? "" : " AND " + String.join(" AND ", parts);
    }
}
