package io.carillon.dispatch;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/** Keeps for the health checks of this node when the timer last fired and when a tick last closed a page, even an empty one. */
@ApplicationScoped
class TickTimes {

    @Inject
    private Clock clock;

    private volatile Instant lastFired;
    private volatile Instant lastSucceeded;

    @PostConstruct
    void start() {
        lastFired = clock.instant();
        lastSucceeded = Instant.EPOCH;
    }

    void fired() {
        lastFired = clock.instant();
    }

    void succeeded() {
        lastSucceeded = clock.instant();
    }

    Instant lastFired() {
        return lastFired;
    }

    Instant lastSucceeded() {
        return lastSucceeded;
    }
}
