package io.carillon.queue;

/** A document that is not even a list of something: not JSON, empty, or too long. */
public final class MalformedChanges extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Flaw flaw;

    MalformedChanges(String detail) {
        super(detail);
        this.flaw = new Flaw(Flaw.MALFORMED, "", detail);
    }

    /** What is wrong with it. */
    public Flaw flaw() {
        return flaw;
    }
}
