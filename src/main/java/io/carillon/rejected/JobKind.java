package io.carillon.rejected;

/** What a job does with each message that it selects. */
public enum JobKind {
    REQUEUE,
    DELETE
}
