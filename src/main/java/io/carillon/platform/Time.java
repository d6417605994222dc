package io.carillon.platform;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/**
 * The one source of wall-clock time in Java. Everything that needs the time injects a {@link Clock}, so that tests can
 * run at a fixed instant. Whatever decides between nodes (when a bucket was opened, when a lease ends) is not asked
 * here but of the database, by {@code clock_timestamp()}.
 */
@ApplicationScoped
class Time {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }
}
