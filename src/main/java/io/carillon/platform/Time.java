package io.carillon.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/**
 * The only source of wall-clock time in Java. Code that needs the time injects a {@link Clock}, so that tests can run at a
 * fixed instant. Times on which nodes must agree (when a bucket was opened, when a lease ends) come from the database instead,
 * through {@code clock_timestamp()}.
 */
@ApplicationScoped
class Time {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }
}
