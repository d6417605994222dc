package io.carillon.rejected;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.job.Job;
import io.carillon.job.JobKind;
import io.carillon.job.JobState;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * A job as clients see it.
 *
 * @param matched     how many messages matched when it started; absent when counting them would have taken too long
 * @param done        how many messages the broker confirmed, or were deleted
 * @param skipped     how many messages cannot be requeued, or are already on the queue
 * @param lastSkipped the id of the message that was skipped last, and the reason
 * @param lastError   why the job paused most recently; it continues by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RejectedJobDocument(String id, JobKind kind, RejectedSelection filter, JobState state, Long matched, long done,
        long skipped, String lastSkipped, String lastError, Instant startedAt, Instant endedAt) implements JsonDocument {

    static RejectedJobDocument of(Job job) {
        return new RejectedJobDocument(job.id(), job.kind(), job.selectionAs(RejectedSelection.class), job.state(),
                job.matched(), job.done(), job.skipped(), job.lastSkipped(), job.lastError(), job.startedAt(), job.endedAt());
    }
}
