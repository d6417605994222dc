package io.carillon.queue;

import io.carillon.json.Flaw;
import io.carillon.json.Pointer;

/**
 * Where an element of a document stands, and how its members are named to the producer: by RFC 6901 pointers in JSON and
 * map messages, by XPath in XML.
 *
 * @param element the element itself, such as {@code /3} or {@code /changes/change[4]}
 * @param xml     whether members are named in XPath
 */
public record Location(String element, boolean xml) {

    /** The place of the member that {@code pointer} names within the element; empty for the element itself. */
    String of(String pointer) {
        if (!xml || pointer.isEmpty()) {
            return element + pointer;
        }
        return element + (pointer.equals("/data") ? pointer : "/@" + pointer.substring(1));
    }

    /** {@code flaw}, which points from the element, as a flaw of the document. */
    public Flaw of(Flaw flaw) {
        return new Flaw(flaw.reason(), of(flaw.pointer()), flaw.detail());
    }

    Flaw flaw(String reason, String member, String detail) {
        return new Flaw(reason, of(Pointer.step(member)), detail);
    }

    /** A flaw inside {@code data}; {@code inner} points from its root. */
    Flaw flawOfData(String reason, String inner, String detail) {
        return xml && !inner.isEmpty() ? new Flaw(reason, of("/data"), "has at " + inner + " what " + detail)
                : new Flaw(reason, of("/data") + inner, detail);
    }
}
