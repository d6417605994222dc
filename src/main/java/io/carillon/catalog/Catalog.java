package io.carillon.catalog;

import io.carillon.database.Database;
import io.carillon.platform.OneSecondCache;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * The catalog as a {@link CatalogSnapshot}, read from the database at most once a second, so that an operator's change reaches
 * every node within that time.
 */
@ApplicationScoped
public class Catalog {

    private static final String WHOLE = "catalog";

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    private final CompiledSchemas schemas = new CompiledSchemas();
    private OneSecondCache<String, CatalogSnapshot> snapshots;

    @PostConstruct
    void open() {
        snapshots = new OneSecondCache<>(clock, 2);
    }

    /** The catalog, at most one second old. */
    public CatalogSnapshot current() {
        return snapshots.get(WHOLE, name -> Optional.of(fresh())).orElseThrow();
    }

    /** The catalog, read from the database; for callers that may just have changed it, not for each reported change. */
    public CatalogSnapshot fresh() {
        var entities = database.entities();
        return new CatalogSnapshot(
                entities.createQuery("SELECT t FROM ResourceType t WHERE t.deletedAt IS NULL", ResourceType.class)
                        .getResultList(),
                entities.createQuery("SELECT t FROM EventType t WHERE t.deletedAt IS NULL", EventType.class).getResultList(),
                schemas);
    }
}
