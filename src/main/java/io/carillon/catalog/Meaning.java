package io.carillon.catalog;

/** What a change comes to: known and to be announced as such, or unknown for a reason. */
public sealed interface Meaning {

    /**
     * A change of an object that exists in the catalog.
     *
     * @param eventType    the event type to announce; a part's change carries the whole's
     * @param resourceType the type to announce
     * @param operation    the operation to announce
     * @param audience     never {@link NotificationRule#ABSENT}
     */
    record Known(String eventType, String resourceType, Operation operation, NotificationRule audience) implements Meaning {
    }

    /**
     * A change that nothing in the catalog stands for.
     *
     * @param reason  stable and machine-readable
     * @param pointer the member that is to blame
     * @param detail  what is wrong with it, as the rest of a sentence
     */
    record Unknown(String reason, String pointer, String detail) implements Meaning {
    }
}
