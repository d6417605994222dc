package io.carillon.endpoint;

/** What follows a failed attempt: the member {@code retry} of an endpoint. */
public enum RetryMode {
    /** Nothing: sent once, as the SportsEngine document says. */
    NONE,
    /** The retry schedule. */
    STANDARD
}
