package io.carillon.database;

/** A database operation failed; the transaction is rolled back and the work is tried again later. */
public class DatabaseFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** {@code cause} is the driver's exception. */
    public DatabaseFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
