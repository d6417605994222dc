package io.carillon.dispatch;

/** What is known of an endpoint before it is sent to, and so how many threads it may hold together with its like. */
public enum Standing {
    /** Its last attempt succeeded. */
    PROVEN,
    /** Nothing: no attempt at its URL has succeeded yet, and none has failed. */
    NEW,
    /** Its last attempt failed. */
    FAILING
}
