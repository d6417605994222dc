package io.carillon.catalog;

import io.carillon.platform.Database;
import io.carillon.platform.Remembered;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/**
 * Hands out the current {@link Matrix}. It is read from the database at most once a second, so that an operator's change
 * reaches every node within that time without any node knowing another.
 */
@ApplicationScoped
public class Catalog {

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    private volatile Remembered<Matrix> remembered = new Remembered<>(null, Instant.MIN);

    /** The matrix as of now or at most a second ago. */
    public Matrix current() {
        Remembered<Matrix> seen = remembered;
        Instant now = clock.instant();
        if (seen.isFreshAt(now)) {
            return seen.value();
        }
        Matrix matrix = fresh();
        remembered = new Remembered<>(matrix, now);
        return matrix;
    }

    /** The matrix as of now, for whoever wrote to it a moment ago and not for the way of a change. */
    public Matrix fresh() {
        var entities = database.entities();
        return new Matrix(
                entities.createQuery("SELECT t FROM ResourceType t", ResourceType.class).getResultList(),
                entities.createQuery("SELECT t FROM EventType t", EventType.class).getResultList());
    }
}
