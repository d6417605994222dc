package io.carillon.endpoint;

import java.time.Duration;

/** What a rate limit counts in. */
public enum RatePeriod {
    SECOND(Duration.ofSeconds(1)),
    MINUTE(Duration.ofMinutes(1));

    private final Duration length;

    RatePeriod(Duration length) {
        this.length = length;
    }

    Duration length() {
        return length;
    }
}
