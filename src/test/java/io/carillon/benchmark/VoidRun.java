package io.carillon.benchmark;

/** The run says nothing: something failed, or the ledger is not even. */
final class VoidRun extends RuntimeException {

    private static final long serialVersionUID = 1L;

    VoidRun(String message) {
        super(message);
    }

    VoidRun(String message, Throwable cause) {
        super(message + ": " + cause, cause);
    }
}
