package io.carillon.endpoint;

/** Which deliveries wait for one another: the member {@code ordering} of an endpoint. */
public enum Ordering {
    /** A retry may arrive after newer messages. */
    NONE,
    /** The next one about an object waits for the one before. */
    OBJECT
}
