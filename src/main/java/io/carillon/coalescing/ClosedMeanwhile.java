package io.carillon.coalescing;

/**
 * A tick removed windows while a transaction waited for them, and the transaction holds others. To open them again now could make
 * two transactions wait for each other: this one must be rolled back and repeated.
 */
public class ClosedMeanwhile extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosedMeanwhile() {
        super("a tick closed windows meanwhile", null, false, false);
    }
}
