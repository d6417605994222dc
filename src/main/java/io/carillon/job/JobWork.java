package io.carillon.job;

import java.util.Optional;

/** The work of one kind of job. There is one bean for each kind; {@link JobRunner} calls it outside a transaction. */
public interface JobWork {

    /** Whether this is the work of {@code kind}. */
    boolean does(JobKind kind);

    /**
     * Does the next page and moves the job on, both in one transaction or so that a repetition changes nothing.
     *
     * @return the job at its new place; empty when it ended, paused or belongs to another node
     */
    Optional<Job> next(Job job);
}
