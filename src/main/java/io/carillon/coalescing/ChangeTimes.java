package io.carillon.coalescing;

import io.carillon.database.Database;
import io.carillon.queue.Change;
import io.carillon.queue.QueuedMessage;
import java.time.Clock;
import java.time.Instant;

/**
 * The times by which the changes of an object are ordered: when a change occurred according to its producer, or when its message
 * was sent. A time ahead of the clock would win over all later changes, so such a change is ordered like one without a time, and
 * one whose message is ahead too by the current time.
 * An instance is for the messages of one transaction. The database's clock decides, on which all nodes agree; it is asked once,
 * and only when a time is ahead of this node's clock.
 */
class ChangeTimes {

    private final Clock clock;
    private final Database database;
    private Instant now;

    ChangeTimes(Clock clock, Database database) {
        this.clock = clock;
        this.database = database;
    }

    /** The time by which {@code change}, which came with {@code message}, is ordered. */
    Instant of(Change change, QueuedMessage message) {
        Instant occurredAt = change.occurredAt();
        return occurredAt == null || isAhead(occurredAt) ? sentAt(message) : occurredAt;
    }

    private Instant sentAt(QueuedMessage message) {
        return isAhead(message.sentAt()) ? now() : message.sentAt();
    }

    private boolean isAhead(Instant time) {
        return time.isAfter(clock.instant()) && time.isAfter(now());
    }

    private Instant now() {
        if (now == null) {
            now = database.now();
        }
        return now;
    }
}
