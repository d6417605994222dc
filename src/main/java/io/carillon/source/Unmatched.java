package io.carillon.source;

/** What a genuine request means that no mapping of its source matches. */
public enum Unmatched {
    /** Nothing; the sender sees a success. */
    IGNORE,
    /** A mistake; the sender sees a failure. */
    REFUSE
}
