package io.carillon.queue;

/** The broker cannot be reached, or did not confirm a message in time. */
public class QueueUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public QueueUnavailable(Exception cause) {
        super("the broker does not answer", cause);
    }
}
