package io.carillon.tracking;

import java.time.Duration;
import java.time.Instant;

/**
 * What happens to an endpoint that keeps failing; the SportsEngine document reserves the right to disable it after "several
 * days". After half of {@code disableAfter} a notice reports it; after all of it the endpoint is disabled or only flagged. An
 * endpoint without a failure in the last day stays unchanged.
 */
record FailurePolicy(Duration disableAfter, DisableMode mode) {

    /** Without a failure within this time, no step is taken. */
    static final Duration RECENT = Duration.ofHours(24);

    /** The step that an endpoint needs now. */
    enum Step { WARN, DISABLE, FLAG }

    /** An endpoint that has been failing since this time or earlier gets a warning, unless it got one. */
    Instant warnBefore(Instant now) {
        return now.minus(disableAfter.dividedBy(2));
    }

    /** An endpoint that has been failing since this time or earlier is disabled or flagged. */
    Instant actBefore(Instant now) {
        return now.minus(disableAfter);
    }

    /** Returns the step for an endpoint that {@link #warnBefore} or {@link #actBefore} has selected. */
    Step step(boolean isTimeUp) {
        if (!isTimeUp) {
            return Step.WARN;
        }
        return mode == DisableMode.DISABLE ? Step.DISABLE : Step.FLAG;
    }
}
