package io.carillon.job;

/** The state of a job. */
public enum JobState {
    /** Working, or waiting for a node or for what its work needs. */
    RUNNING,
    /** It was stopped; it ends before its next page. */
    STOPPING,
    /** It reached the last row. */
    DONE,
    /** It ended because it was stopped. */
    STOPPED
}
