package io.carillon.foreign;

import io.carillon.catalog.EventTypeRequest;
import java.util.Optional;

/** What Carillon has already, for an import that adds to it. */
interface KnownObjects {

    /** The event type {@code name}. */
    Optional<EventTypeRequest> eventType(String name);

    /** Whether there is a resource type {@code name}. */
    boolean hasResourceType(String name);

    /** Whether there is an organization {@code id}. */
    boolean hasOrganization(String id);
}
