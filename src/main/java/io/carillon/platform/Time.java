package io.carillon.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * The only source of time in Java. Code that needs the time of day injects a {@link Clock}, code that measures how long
 * something takes a {@link MonotonicClock}, so that tests can run at a fixed instant. Times on which nodes must agree (when a
 * bucket was opened, when a lease ends) come from the database instead, through {@code clock_timestamp()}.
 */
@ApplicationScoped
class Time {

    /** Ticks in microseconds, the precision of the databases, so that a time is the same before and after it is stored. */
    @Produces
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
    }

    @Produces
    @Singleton
    MonotonicClock monotonicClock() {
        return MonotonicClock.system();
    }
}
