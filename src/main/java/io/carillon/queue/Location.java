package io.carillon.queue;

import io.carillon.json.Flaw;
import io.carillon.json.Pointer;

/**
 * The position of an element in a document, and the notation in which its members are reported to the producer.
 *
 * @param element position of the element itself, such as {@code /3} or {@code /changes/change[4]}
 */
public record Location(String element, Notation notation) {

    /** The position of the member at {@code pointer}, which is relative to the element and empty for the element itself. */
    String of(String pointer) {
        return notation.at(element, pointer);
    }

    /** Converts {@code flaw}, whose pointer is relative to the element, to a flaw of the document. */
    public Flaw of(Flaw flaw) {
        return new Flaw(flaw.reason(), of(flaw.pointer()), flaw.detail());
    }

    Flaw flaw(String reason, String member, String detail) {
        return new Flaw(reason, of(Pointer.step(member)), detail);
    }

    /** Converts {@code flaw}, whose pointer is relative to the data of the element, to a flaw of the document. */
    public Flaw ofData(Flaw flaw) {
        return flawOfData(flaw.reason(), flaw.pointer(), flaw.detail());
    }

    /** A flaw inside {@code data}; {@code inner} is relative to its root. */
    Flaw flawOfData(String reason, String inner, String detail) {
        return notation == Notation.XPATH && !inner.isEmpty()
                ? new Flaw(reason, of("/data"), "is invalid: the value at " + inner + " " + detail)
                : new Flaw(reason, of("/data") + inner, detail);
    }
}
