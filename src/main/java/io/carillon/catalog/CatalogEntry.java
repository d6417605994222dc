package io.carillon.catalog;

import java.time.Instant;

/**
 * An entry of the catalog. After its deletion the row remains, because past changes were announced with its meaning; PUT brings
 * it back.
 */
interface CatalogEntry {

    boolean isDeleted();

    void delete(Instant now);

    void restore();
}
