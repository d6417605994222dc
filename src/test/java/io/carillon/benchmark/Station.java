package io.carillon.benchmark;

/**
 * One row of the table. It is warmed up once and then measured several times, on one site; the limit that the figure is
 * compared with is measured in each repetition too, right after it.
 */
interface Station extends AutoCloseable {

    /** What the figure is, with its unit. */
    String figure();

    /** What the figure is compared with, with its unit. */
    String reference();

    /** What the costs are of. */
    String unit();

    Goal goal();

    /** Loads the site until the rate has levelled off. */
    void warmUp() throws Exception;

    /**
     * Measures once.
     *
     * @throws VoidRun when a request failed or the ledger is not even
     */
    Sample measure() throws Exception;

    @Override
    default void close() throws Exception {
    }
}
