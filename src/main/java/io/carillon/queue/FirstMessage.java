package io.carillon.queue;

import io.carillon.platform.MonotonicClock;
import java.time.Duration;
import java.util.Optional;

/** How long the same message has been the first of a queue. It is measured here, because its timestamp is its producer's. */
final class FirstMessage {

    private final MonotonicClock clock;
    private String id = "";
    private long seenAt;

    FirstMessage(MonotonicClock clock) {
        this.clock = clock;
    }

    /** Notes what is first now; empty if nothing waits. */
    void see(Optional<String> first) {
        String now = first.orElse("");
        if (!now.equals(id)) {
            id = now;
            seenAt = clock.now();
        }
    }

    /** Whether there is one that has been first for longer than {@code limit}. */
    boolean waitsFor(Duration limit) {
        return !id.isEmpty() && clock.isLongerAgo(seenAt, limit);
    }
}
