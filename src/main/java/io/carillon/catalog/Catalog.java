package io.carillon.catalog;

import io.carillon.platform.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * Hands out the current {@link Matrix}. It is read from the database at most once a second, so that an operator's change
 * reaches every node within that time without any node knowing another.
 */
@ApplicationScoped
public class Catalog {

    private static final Duration FRESH_FOR = Duration.ofSeconds(1);

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    private volatile Snapshot snapshot = new Snapshot(null, Instant.MIN);

    /** The matrix as of now or at most a second ago. */
    public Matrix current() {
        Snapshot seen = snapshot;
        Instant now = clock.instant();
        if (now.isBefore(seen.readAt.plus(FRESH_FOR)) && !now.isBefore(seen.readAt)) {
            return seen.matrix;
        }
        Matrix matrix = fresh();
        snapshot = new Snapshot(matrix, now);
        return matrix;
    }

    /** The matrix as of now, for whoever wrote to it a moment ago and not for the way of a change. */
    public Matrix fresh() {
        var entities = database.entities();
        return new Matrix(
                entities.createQuery("SELECT t FROM ResourceType t", ResourceType.class).getResultList(),
                entities.createQuery("SELECT t FROM EventType t", EventType.class).getResultList());
    }

    private record Snapshot(Matrix matrix, Instant readAt) {
    }
}
