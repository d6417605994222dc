package io.carillon.catalog;

import jakarta.persistence.EntityManager;

/** The event types that a resource type gets by itself: one for each of its operations. */
final class DefaultEventTypes {

    private DefaultEventTypes() {
    }

    /** Adds those that {@code type} does not have; brings them back if the type was deleted. */
    static void add(EntityManager entities, ResourceType type) {
        for (Operation operation : Operation.values()) {
            String done = operation.word() + "d";
            String name = type.name() + "." + done;
            EventType existing = entities.find(EventType.class, name);
            if (type.audience(operation) == NotificationRule.ABSENT) {
                continue;
            }
            if (existing != null && type.isDeleted()) {
                existing.restore();
            }
            if (existing == null) {
                EventType event = new EventType(name, type.name(), operation, !hasDefault(entities, type.name(), operation));
                event.describe("A " + type.name() + " was " + done, null);
                entities.persist(event);
            }
        }
    }

    private static boolean hasDefault(EntityManager entities, String resourceType, Operation operation) {
        return entities.createQuery("""
                SELECT COUNT(t) FROM EventType t
                WHERE t.resourceType = :type AND t.operation = :operation AND t.isDefault = TRUE""", Long.class)
                .setParameter("type", resourceType).setParameter("operation", operation.word()).getSingleResult() > 0;
    }
}
