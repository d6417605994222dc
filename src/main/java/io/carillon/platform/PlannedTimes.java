package io.carillon.platform;

import java.time.Duration;

/** The times of one owner's rows that the clock of the database planned, such as the next attempt of a delivery. */
public interface PlannedTimes {

    /**
     * Moves the times that lie further in the future than {@code beyond} back by {@code step}, in the caller's transaction,
     * because the clock was set back by as much.
     */
    void moveBack(Duration step, Duration beyond);
}
