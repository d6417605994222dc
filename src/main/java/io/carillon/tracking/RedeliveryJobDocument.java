package io.carillon.tracking;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.job.Job;
import io.carillon.job.JobState;
import io.carillon.json.JsonDocument;
import java.time.Instant;

/**
 * A redelivery of many deliveries as clients see it.
 *
 * @param matched     how many deliveries, or missing messages, matched when it started; absent when counting them would have
 *                    taken too long
 * @param redelivered how many are or were pending again; of missing messages, how many deliveries it wrote
 * @param skipped     how many cannot be sent any more: the endpoint is switched off or deleted, or the organization does not
 *                    enable the application
 * @param lastSkipped the id of the delivery that was skipped last, and the reason
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RedeliveryJobDocument(String id, RedeliverySelection filter, JobState state, Long matched, long redelivered,
        long skipped, String lastSkipped, Instant startedAt, Instant endedAt) implements JsonDocument {

    static RedeliveryJobDocument of(Job job) {
        return new RedeliveryJobDocument(job.id(), job.selectionAs(RedeliverySelection.class), job.state(), job.matched(),
                job.done(), job.skipped(), job.lastSkipped(), job.startedAt(), job.endedAt());
    }
}
