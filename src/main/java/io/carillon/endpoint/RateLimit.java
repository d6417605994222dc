package io.carillon.endpoint;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;

/**
 * How often an endpoint is called, at most. The attempts are spread evenly, an interval apart.
 *
 * @param limit the number of attempts
 * @param per   in which time; a second if it is omitted
 */
public record RateLimit(@NotNull @Min(1) @Max(MOST) Integer limit, RatePeriod per) {

    private static final int MOST = 1_000;

    /** Fills in the default. */
    public RateLimit {
        per = per == null ? RatePeriod.SECOND : per;
    }

    /** The time between two attempts. */
    Duration interval() {
        return per.length().dividedBy(limit);
    }
}
