package io.carillon.rejected;

import static io.carillon.rejected.StoredText.stored;

/**
 * The progress of a job since its row was last written.
 *
 * @param lastId      the id of the last message that it has passed
 * @param done        messages to add to those that the broker confirmed or that were deleted
 * @param skipped     messages to add to those that were skipped
 * @param lastSkipped which was skipped last, and why; null for no change
 * @param lastError   what failed last; null for no change
 * @param failures    attempts in a row that did not get past {@code lastId}
 */
public record JobProgress(String lastId, int done, int skipped, String lastSkipped, String lastError, int failures) {

    private static final int LONGEST_TEXT = 1_000;

    /** Cuts and cleans the texts. */
    public JobProgress {
        lastSkipped = stored(lastSkipped, LONGEST_TEXT);
        lastError = stored(lastError, LONGEST_TEXT);
    }

    /** Nothing done after {@code lastId}. */
    static JobProgress none(String lastId) {
        return new JobProgress(lastId, 0, 0, null, null, 0);
    }

    static JobProgress deleted(int count, String lastId) {
        return new JobProgress(lastId, count, 0, null, null, 0);
    }

    JobProgress at(String id) {
        return new JobProgress(id, done, skipped, lastSkipped, lastError, failures);
    }

    JobProgress requeued(String id) {
        return new JobProgress(id, done + 1, skipped, lastSkipped, lastError, failures);
    }

    /** With {@code count} more messages skipped, the last of which is {@code id}. */
    JobProgress skipping(int count, String id, String reason) {
        return new JobProgress(lastId, done, skipped + count, id + " " + reason, lastError, failures);
    }

    JobProgress failed(String error, int times) {
        return new JobProgress(lastId, done, skipped, lastSkipped, error, times);
    }
}
