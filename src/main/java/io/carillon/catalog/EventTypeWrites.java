package io.carillon.catalog;

import io.carillon.database.Database;
import io.carillon.json.Flaw;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/** The rules for event types, and writing them, in the caller's transaction. */
@ApplicationScoped
class EventTypeWrites {

    @Inject
    private Database database;
    @Inject
    private EventTypeSchemas schemas;

    /** What is wrong with {@code request} for the event type {@code name}, which is {@code existing}, deleted, or null. */
    List<Flaw> flawsOf(String name, EventTypeRequest request, EventType existing) {
        List<Flaw> flaws = new ArrayList<>();
        ResourceType resourceType = database.entities().find(ResourceType.class, request.resourceType());
        if (existing == null && !EventType.isName(name)) {
            flaws.add(Flaw.ofValue("/name", "must be words of letters, digits, _ or - separated by dots, at most "
                    + EventType.LONGEST_NAME + " characters"));
        }
        if (resourceType == null || resourceType.isDeleted()) {
            flaws.add(Flaw.ofValue("/resourceType", "is not a resource type of the catalog: " + request.resourceType()));
        } else {
            flaws.addAll(existing == null ? flawsOfOperation(request, resourceType) : flawsOfMeaning(request, existing));
        }
        flaws.addAll(EventTypeSchemas.flawsOf(request));
        return flaws;
    }

    private static List<Flaw> flawsOfOperation(EventTypeRequest request, ResourceType type) {
        Operation operation = Operation.ofWord(request.resourceOperation()).orElse(null);
        return operation == null ? List.of(Flaw.ofValue("/resourceOperation", "must be create, update or delete"))
                : type.audience(operation) != NotificationRule.ABSENT ? List.of()
                : List.of(Flaw.ofValue("/resourceOperation", "is not an operation of " + type.name() + ": " + operation.word()));
    }

    private static List<Flaw> flawsOfMeaning(EventTypeRequest request, EventType existing) {
        return request.resourceType().equals(existing.resourceType())
                && request.resourceOperation().equals(existing.operation().word()) ? List.of()
                : List.of(Flaw.ofValue("/resourceType", "resourceType and resourceOperation cannot be changed; they are "
                        + existing.resourceType() + " and " + existing.operation().word()));
    }

    /** Writes {@code request}, which has no flaws. */
    EventType write(String name, EventTypeRequest request, EventType existing) {
        EventType type = existing == null ? new EventType(name, request.resourceType(), request.operation(), false) : existing;
        type.describe(request.description(), EventTypeSchemas.exampleOf(request));
        database.entities().persist(type);
        schemas.write(type, request);
        type.retire(request.deprecated(), request.archived());
        type.openTo(request.flags());
        return type;
    }
}
