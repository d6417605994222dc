package io.carillon.job;

/** What a job does with each row that it selects. */
public enum JobKind {
    /** Puts rejected messages back on the queue. */
    REQUEUE,
    /** Deletes rejected messages. */
    DELETE,
    /** Makes settled deliveries pending again. */
    REDELIVER,
    /** Sends a change to organizations. */
    BROADCAST
}
