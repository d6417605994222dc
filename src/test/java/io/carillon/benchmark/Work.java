package io.carillon.benchmark;

/** What one thread of a {@link ClosedLoop} does again and again. */
@FunctionalInterface
interface Work {

    /** Does it once; how many units that was. An exception makes the run void. */
    int once() throws Exception;
}
