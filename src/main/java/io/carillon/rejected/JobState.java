package io.carillon.rejected;

/** How far a job is. */
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
