package io.carillon.mcp;

/** A call has no answer that the model could use; the message says what to change. */
final class UnusableCall extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnusableCall(String message) {
        super(message);
    }
}
