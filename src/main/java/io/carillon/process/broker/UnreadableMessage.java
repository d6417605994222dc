package io.carillon.process.broker;

/** Thrown for a message that has no form the listener could read; the text is the end of a sentence about the message. */
final class UnreadableMessage extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableMessage(String reason) {
        super(reason);
    }
}
