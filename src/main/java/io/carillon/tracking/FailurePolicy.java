package io.carillon.tracking;

import java.time.Duration;
import java.time.Instant;

/**
 * What follows when an endpoint keeps failing (design, section 3, "Failure policy"; the SportsEngine document reserves the
 * option after "several days"). At half the time its people are warned; at all of it the endpoint is switched off, or only
 * marked. An endpoint that nothing was sent to for a day is left as it is.
 */
record FailurePolicy(Duration disableAfter, DisableMode mode) {

    /** Without a failure within this time nothing is decided. */
    static final Duration RECENT = Duration.ofHours(24);

    /** What is to be done about an endpoint now. */
    enum Step { WARN, DISABLE, FLAG }

    /** Endpoints that fail since then or longer are warned about. */
    Instant warnBefore(Instant now) {
        return now.minus(disableAfter.dividedBy(2));
    }

    /** Endpoints that fail since then or longer are switched off or marked. */
    Instant actBefore(Instant now) {
        return now.minus(disableAfter);
    }

    /** The step for an endpoint that fails since {@code failingSince}, which is at least half the time. */
    Step stepFor(Instant failingSince, Instant now) {
        if (failingSince.isAfter(actBefore(now))) {
            return Step.WARN;
        }
        return mode == DisableMode.DISABLE ? Step.DISABLE : Step.FLAG;
    }
}
