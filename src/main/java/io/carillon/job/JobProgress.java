package io.carillon.job;

import io.carillon.platform.Text;

/**
 * The progress of a job since its row was last written.
 *
 * @param lastId      the id of the last row that it has passed
 * @param done        rows to add to those that are done
 * @param skipped     rows to add to those that were skipped
 * @param lastSkipped which was skipped last, and why; null for no change
 * @param lastError   what failed last; null for no change
 * @param failures    attempts in a row that did not get past {@code lastId}
 */
public record JobProgress(String lastId, int done, int skipped, String lastSkipped, String lastError, int failures) {

    private static final int LONGEST_TEXT = 1_000;

    /** Cuts and cleans the texts. */
    public JobProgress {
        lastSkipped = Text.stored(lastSkipped, LONGEST_TEXT);
        lastError = Text.stored(lastError, LONGEST_TEXT);
    }

    /** Nothing done after {@code lastId}. */
    public static JobProgress none(String lastId) {
        return new JobProgress(lastId, 0, 0, null, null, 0);
    }

    /** {@code count} rows done up to {@code lastId}. */
    public static JobProgress done(int count, String lastId) {
        return new JobProgress(lastId, count, 0, null, null, 0);
    }

    /** The same with another last row. */
    public JobProgress at(String id) {
        return new JobProgress(id, done, skipped, lastSkipped, lastError, failures);
    }

    /** With one more row done. */
    public JobProgress plusDone(String id) {
        return new JobProgress(id, done + 1, skipped, lastSkipped, lastError, failures);
    }

    /** With {@code count} more rows skipped, the last of which is {@code id}. */
    public JobProgress skipping(int count, String id, String reason) {
        return new JobProgress(lastId, done, skipped + count, id + " " + reason, lastError, failures);
    }

    /** With a failure at the same place, the {@code times}th in a row. */
    public JobProgress failed(String error, int times) {
        return new JobProgress(lastId, done, skipped, lastSkipped, error, times);
    }
}
