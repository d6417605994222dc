package io.carillon.bridge;

import java.io.IOException;

/** A broker whose records are reported. */
interface Feed extends AutoCloseable {

    /**
     * Reports until {@link #stop}.
     *
     * @throws IOException if the broker cannot be used from the start
     */
    void run() throws IOException, InterruptedException;

    /** Ends {@link #run} soon; what was not acknowledged at the broker is read again. */
    void stop();

    @Override
    void close();
}
