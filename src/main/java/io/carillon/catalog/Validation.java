package io.carillon.catalog;

import io.carillon.platform.EnumWords;

/** What becomes of a change whose data violate the schema of its event type. */
public enum Validation {
    /** Nothing is checked. */
    OFF,
    /** It is accepted and counted, and listed in {@code /intake-refusals}. */
    WARN,
    /** Over HTTP the request is refused; from the queue, it becomes a rejected message. */
    REJECT;

    String word() {
        return EnumWords.of(this);
    }

    static Validation ofWord(String word) {
        return EnumWords.read(Validation.class, word);
    }
}
