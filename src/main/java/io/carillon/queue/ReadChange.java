package io.carillon.queue;

import io.carillon.json.Flaw;
import java.util.List;

/**
 * One element of a document of changes.
 *
 * @param place    position of the element in the document
 * @param change   the change, or null when there are flaws
 * @param flaws    why there is no change; empty when there is one
 * @param source   the element's bytes, exactly as received
 * @param readable the change as far as it could be read, also with flaws; null when nothing could be
 */
public record ReadChange(Location place, Change change, List<Flaw> flaws, byte[] source, Change readable) {

    /** Whether there is a change. */
    public boolean isUsable() {
        return flaws.isEmpty();
    }

    /** What it is about, as far as that could be read. */
    public Subject subject() {
        return Subject.of(readable);
    }
}
