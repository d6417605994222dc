package io.carillon.queue;

import io.carillon.json.Flaw;

/** Thrown for a document that cannot be split into changes: neither JSON nor XML, empty, or too long. */
public final class MalformedChanges extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Flaw flaw;

    MalformedChanges(String detail) {
        super(detail);
        this.flaw = new Flaw(Flaw.MALFORMED, "", detail);
    }

    MalformedChanges(Flaw flaw) {
        super(flaw.detail());
        this.flaw = flaw;
    }

    /** What is wrong with the document. */
    public Flaw flaw() {
        return flaw;
    }
}
