package io.carillon.catalog;

import io.carillon.access.CurrentCaller;
import io.carillon.access.Role;
import io.carillon.database.Database;
import io.carillon.problem.ProblemException;
import io.carillon.tenant.Flags;
import io.carillon.tenant.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The catalog as the caller of the current request sees it: without the event types whose flags it lacks. An organization sees
 * what one of its applications sees.
 */
@ApplicationScoped
public class VisibleEventTypes {

    @Inject
    private Database database;
    @Inject
    private Catalog catalog;
    @Inject
    private CurrentCaller caller;
    @Inject
    private Tenants tenants;

    /** The catalog, at most one second old, without what the caller does not see. */
    public CatalogSnapshot current() {
        return catalog.current().without(hidden());
    }

    /** The names of the event types that the caller does not see, as of now: none may show in its first second. */
    Set<String> hidden() {
        if (caller.get().role() == Role.OPERATOR) {
            return Set.of();
        }
        List<EventType> flagged = database.entities()
                .createQuery("SELECT t FROM EventType t WHERE t.flags IS NOT NULL AND t.deletedAt IS NULL", EventType.class)
                .getResultList();
        List<Set<String>> own = flagged.isEmpty() ? List.of() : flags();
        return flagged.stream().filter(type -> !Flags.open(type.flags(), own)).map(EventType::name).collect(Collectors.toSet());
    }

    private List<Set<String>> flags() {
        return caller.application().map(id -> List.of(tenants.flagsOf(id)))
                .or(() -> caller.organization().map(tenants::flagsOfApplicationsOf)).orElse(List.of());
    }

    /** The event type {@code name}; 404 if it does not exist, was deleted, or is hidden from the caller. */
    EventType get(String name) {
        if (hidden().contains(name)) {
            throw ProblemException.notFound("event type " + name);
        }
        return EventTypesResource.KIND.get(database, name);
    }
}
