package io.carillon.endpoint;

/** What happens after a failed attempt: the member {@code retry} of an endpoint. */
public enum RetryMode {
    /** Nothing: Carillon sends once, as the SportsEngine document says. */
    NONE,
    /** Carillon retries by the retry schedule. */
    STANDARD
}
