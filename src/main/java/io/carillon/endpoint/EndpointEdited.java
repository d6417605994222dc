package io.carillon.endpoint;

import java.util.List;

/**
 * An endpoint was created, changed or deleted by someone who manages it. Fired in the transaction of the edit.
 *
 * @param url     null if it has none
 * @param status  the status after the edit
 * @param changed the members that changed, by their names alone; empty unless the endpoint was changed
 */
public record EndpointEdited(Kind kind, String id, String applicationId, String url, EndpointStatus status,
        List<String> changed) {

    /** What was done to the endpoint. */
    public enum Kind {
        CREATED, CHANGED, DELETED
    }

    static EndpointEdited created(Endpoint endpoint) {
        return of(Kind.CREATED, endpoint, List.of());
    }

    static EndpointEdited changed(Endpoint endpoint, List<String> members) {
        return of(Kind.CHANGED, endpoint, members);
    }

    /** {@code endpoint} has another status than before. */
    static EndpointEdited switched(Endpoint endpoint) {
        return endpoint.isDeleted() ? of(Kind.DELETED, endpoint, List.of()) : changed(endpoint, List.of("status"));
    }

    private static EndpointEdited of(Kind kind, Endpoint endpoint, List<String> changed) {
        return new EndpointEdited(kind, endpoint.id(), endpoint.applicationId(), endpoint.url(), endpoint.status(), changed);
    }
}
