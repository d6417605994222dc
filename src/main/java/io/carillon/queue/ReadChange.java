package io.carillon.queue;

import io.carillon.json.Flaw;
import java.util.List;

/**
 * One element of a document of changes.
 *
 * @param place   where the element stands in the document
 * @param change  the change, or null when there are flaws
 * @param flaws   why it is none
 * @param source  the element's own bytes, exactly as they came
 */
public record ReadChange(Location place, Change change, List<Flaw> flaws, byte[] source) {

    /** Whether there is a change. */
    public boolean isUsable() {
        return flaws.isEmpty();
    }
}
