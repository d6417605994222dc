package io.carillon.crypto;

/** A text is not the PEM that it should be. The message says why, as the end of a sentence about the text, without any of it. */
public class UnreadablePem extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadablePem(String objection) {
        super(objection);
    }
}
