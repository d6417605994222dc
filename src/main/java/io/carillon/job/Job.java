package io.carillon.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.carillon.database.Row;
import io.carillon.json.JsonDocument;
import io.carillon.json.StrictJson;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import java.time.Instant;

/**
 * Work on all rows that a selection matches. It passes them in the order of their ids, and keeps its place in its row, so that
 * any node can continue it. Rows that are written after its start are not touched.
 *
 * @param applicationId the application whose rows it is about; null for any
 * @param selection     which rows, as JSON
 * @param matched       how many rows matched at the start; null when counting them would have taken too long
 * @param done          how many rows it has done
 * @param skipped       how many it left as they were
 * @param lastSkipped   the row that was skipped last, and why
 * @param lastError     why it paused most recently
 * @param highestId     the highest id at the start; empty when there was no row
 * @param lastId        the id of the last row that it has passed; at the start, an id before the first
 * @param failures      attempts in a row that did not get past {@code lastId}
 * @param fence         the number of the claim under which it was read
 */
public record Job(String id, JobKind kind, String applicationId, String selection, JobState state, Long matched, long done,
        long skipped, String lastSkipped, String lastError, Instant startedAt, Instant endedAt, String highestId, String lastId,
        int failures, int fence) {

    static final String COLUMNS = "id, kind, application_id, selection, state, matched_count, done_count, skipped_count,"
            + " last_skipped, last_error, started_at, ended_at, highest_id, last_id, failures, fence";

    /** Reads {@link #COLUMNS}. */
    static Job of(Row row) {
        return new Job(row.text(), EnumWords.read(JobKind.class, row.text()), row.text(), row.text(),
                EnumWords.read(JobState.class, row.text()), row.numberOrNull(), row.number(), row.number(), row.text(),
                row.text(), row.time(), row.time(), row.text(), row.text(), row.integer(), row.integer());
    }

    /**
     * A job that was never claimed.
     *
     * @param prefix  how its id begins
     * @param now     when it begins
     * @param firstId an id before the first row
     */
    public static Job starting(String prefix, JobKind kind, String applicationId, JsonDocument selection, Long matched,
            Instant now, String firstId, String highestId) {
        return new Job(Ids.next(prefix), kind, applicationId, StrictJson.mapper().valueToTree(selection).toString(),
                JobState.RUNNING, matched, 0, 0, null, null, now, null, highestId, firstId, 0, 0);
    }

    /** The selection as the type that was given to {@link #starting}. */
    public <T> T selectionAs(Class<T> type) {
        try {
            return StrictJson.mapper().readValue(selection, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the selection of the job " + id + " cannot be read", e);
        }
    }

    /** The same job under the claim that has just been made. */
    Job claimed() {
        return with(lastId, failures, fence + 1);
    }

    /** The same job at another place; counts and texts are in its row. */
    public Job at(String newLastId, int newFailures) {
        return with(newLastId, newFailures, fence);
    }

    private Job with(String newLastId, int newFailures, int newFence) {
        return new Job(id, kind, applicationId, selection, state, matched, done, skipped, lastSkipped, lastError, startedAt,
                endedAt, highestId, newLastId, newFailures, newFence);
    }
}
