package io.carillon.rejected;

/** The state of a job. */
public enum JobState {
    /** Working, waiting for a node, or waiting for the broker. */
    RUNNING,
    /** An operator stopped it; it ends before its next page. */
    STOPPING,
    /** It reached the last message. */
    DONE,
    /** It ended because an operator stopped it. */
    STOPPED
}
