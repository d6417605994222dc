package io.carillon.tracking;

import java.time.Duration;
import java.time.Instant;

/**
 * What follows when an endpoint keeps failing (the SportsEngine document reserves the
 * option after "several days"). At half the time its people are warned; at all of it the endpoint is switched off, or only
 * marked. An endpoint that nothing was sent to for a day is left as it is.
 */
record FailurePolicy(Duration disableAfter, DisableMode mode) {

    /** Without a failure within this time nothing is decided. */
    static final Duration RECENT = Duration.ofHours(24);

    /** What is to be done about an endpoint now. */
    enum Step { WARN, DISABLE, FLAG }

    /** An endpoint that has been failing since then or longer, and whose people were not warned, gets a warning. */
    Instant warnBefore(Instant now) {
        return now.minus(disableAfter.dividedBy(2));
    }

    /** The time of an endpoint that has been failing since then or longer is up: it is switched off or marked. */
    Instant actBefore(Instant now) {
        return now.minus(disableAfter);
    }

    /** The step for an endpoint that {@link #warnBefore} or {@link #actBefore} has selected. */
    Step step(boolean isTimeUp) {
        if (!isTimeUp) {
            return Step.WARN;
        }
        return mode == DisableMode.DISABLE ? Step.DISABLE : Step.FLAG;
    }
}
