package io.carillon.rejected;

import io.carillon.database.Row;
import io.carillon.platform.EnumWords;
import java.time.Instant;

/**
 * One requeue or deletion of many rejected messages. It passes the messages in the order of their ids, and keeps its place in
 * its row, so that any node can continue it. Messages that are rejected after its start are not touched.
 *
 * @param matched     how many messages matched at the start; null when counting them would have taken too long
 * @param done        how many were confirmed by the broker, or deleted
 * @param skipped     how many were skipped, because they cannot be requeued or are already on the queue
 * @param lastSkipped the message that was skipped last, and why
 * @param lastError   why it paused most recently
 * @param highestId   the highest id at the start; empty when there was no message
 * @param lastId      the id of the last message that it has passed; empty at the start
 * @param failures    attempts in a row that did not get past {@code lastId}
 * @param fence       the number of the claim under which it was read
 */
public record RejectedJob(String id, JobKind kind, RejectedSelection selection, JobState state, Long matched, long done,
        long skipped, String lastSkipped, String lastError, Instant startedAt, Instant endedAt, String highestId, String lastId,
        int failures, int fence) {

    static final String COLUMNS = "id, kind, filter_reason, filter_protocol, filter_from, filter_to, state, matched_count,"
            + " done_count, skipped_count, last_skipped, last_error, started_at, ended_at, highest_id, last_id, failures, fence";

    /** Reads {@link #COLUMNS}. */
    static RejectedJob of(Row row) {
        return new RejectedJob(row.text(), EnumWords.read(JobKind.class, row.text()),
                new RejectedSelection(row.text(), row.text(), row.time(), row.time()), EnumWords.read(JobState.class, row.text()),
                row.numberOrNull(), row.number(), row.number(), row.text(), row.text(), row.time(), row.time(), row.text(),
                row.text(), row.integer(), row.integer());
    }

    /** A job that begins at {@code now} and was never claimed. */
    static RejectedJob starting(String id, JobKind kind, RejectedSelection selection, Long matched, Instant now,
            String highestId) {
        return new RejectedJob(id, kind, selection, JobState.RUNNING, matched, 0, 0, null, null, now, null, highestId, "", 0, 0);
    }

    /** The same job under the claim that has just been made. */
    RejectedJob claimed() {
        return with(lastId, failures, fence + 1);
    }

    /** The same job at another place; counts and texts are in its row. */
    RejectedJob at(String newLastId, int newFailures) {
        return with(newLastId, newFailures, fence);
    }

    private RejectedJob with(String newLastId, int newFailures, int newFence) {
        return new RejectedJob(id, kind, selection, state, matched, done, skipped, lastSkipped, lastError, startedAt, endedAt,
                highestId, newLastId, newFailures, newFence);
    }
}
