package io.carillon.broadcast;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.job.Job;
import io.carillon.job.JobState;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * A broadcast as clients see it.
 *
 * @param change      the change, without its data
 * @param application the application that the organizations enable; absent for any
 * @param matched     how many organizations there were when it started; absent when counting them would have taken too long
 * @param sent        for how many of them the change is on the queue, or was
 * @param lastError   why it paused most recently; it continues by itself
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BroadcastDocument(String id, BroadcastChange change, String application, JobState state, Long matched, long sent,
        String lastError, Instant startedAt, Instant endedAt) implements JsonDocument {

    static BroadcastDocument of(Job job) {
        BroadcastSelection selection = job.selectionAs(BroadcastSelection.class);
        return new BroadcastDocument(job.id(), selection.change(), selection.application(), job.state(), job.matched(),
                job.done(), job.lastError(), job.startedAt(), job.endedAt());
    }
}
