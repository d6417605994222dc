package io.carillon.catalog;

import io.carillon.database.Database;
import io.carillon.platform.OneSecondCache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;

/**
 * Hands out the current {@link CatalogSnapshot}. It is read from the database at most once a second, so that an operator's change
 * reaches every node within that time without any node knowing another.
 */
@ApplicationScoped
public class Catalog {

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    private volatile OneSecondCache<CatalogSnapshot> remembered = new OneSecondCache<>(null, Instant.MIN);

    /** The matrix as of now or at most a second ago. */
    public CatalogSnapshot current() {
        OneSecondCache<CatalogSnapshot> seen = remembered;
        Instant now = clock.instant();
        if (seen.isFreshAt(now)) {
            return seen.value();
        }
        CatalogSnapshot matrix = fresh();
        remembered = new OneSecondCache<>(matrix, now);
        return matrix;
    }

    /** The matrix as of now, for whoever wrote to it a moment ago and not for the way of a change. */
    public CatalogSnapshot fresh() {
        var entities = database.entities();
        return new CatalogSnapshot(
                entities.createQuery("SELECT t FROM ResourceType t", ResourceType.class).getResultList(),
                entities.createQuery("SELECT t FROM EventType t", EventType.class).getResultList());
    }
}
