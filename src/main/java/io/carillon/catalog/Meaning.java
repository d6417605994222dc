package io.carillon.catalog;

import io.carillon.json.Flaw;
import java.util.Optional;

/** What a change means: {@link Known} with what to announce, or {@link Unknown} with a reason. */
public sealed interface Meaning {

    /** Why the change has no meaning, with a pointer from the root of the change; empty if it has one. */
    Optional<Flaw> findFlaw();

    /**
     * A change that the catalog knows.
     *
     * @param eventType    the event type to announce; for a change of a part, that of the whole
     * @param resourceType the resource type to announce
     * @param operation    the operation to announce
     * @param audience     never {@link NotificationRule#ABSENT}
     * @param reported     the event type that was reported; another one than {@code eventType} for a change of a part
     */
    record Known(String eventType, String resourceType, Operation operation, NotificationRule audience, String reported)
            implements Meaning {

        Known reportedAs(String name) {
            return new Known(eventType, resourceType, operation, audience, name);
        }

        @Override
        public Optional<Flaw> findFlaw() {
            return Optional.empty();
        }
    }

    /** A change that the catalog does not know; the pointer of {@code flaw} starts at the root of the change. */
    record Unknown(Flaw flaw) implements Meaning {

        @Override
        public Optional<Flaw> findFlaw() {
            return Optional.of(flaw);
        }
    }
}
