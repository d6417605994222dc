package io.carillon.catalog;

import io.carillon.json.Flaw;
import java.util.Optional;

/** What a change comes to: known and to be announced as such, or unknown for a reason. */
public sealed interface Meaning {

    /** Why the change has no meaning, pointing from the change; empty when it has one. */
    Optional<Flaw> findFlaw();

    /**
     * A change of an object that exists in the catalog.
     *
     * @param eventType    the event type to announce; a part's change carries the whole's
     * @param resourceType the type to announce
     * @param operation    the operation to announce
     * @param audience     never {@link NotificationRule#ABSENT}
     */
    record Known(String eventType, String resourceType, Operation operation, NotificationRule audience) implements Meaning {

        @Override
        public Optional<Flaw> findFlaw() {
            return Optional.empty();
        }
    }

    /** A change that nothing in the catalog stands for; {@code flaw} points from the change. */
    record Unknown(Flaw flaw) implements Meaning {

        @Override
        public Optional<Flaw> findFlaw() {
            return Optional.of(flaw);
        }
    }
}
