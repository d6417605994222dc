package io.carillon.catalog;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * An entry of the catalog. After its deletion the row remains, because past changes were announced with its meaning; PUT brings
 * it back.
 */
@MappedSuperclass
abstract class CatalogEntry {

    @Id
    private String name;
    @Column(name = "deleted_at")
    private OffsetDateTime deletedAt;

    protected CatalogEntry() {
    }

    CatalogEntry(String name) {
        this.name = name;
    }

    /** The name, by which clients know the entry. */
    public String name() {
        return name;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    void delete(Instant now) {
        deletedAt = Utc.of(now);
    }

    void restore() {
        deletedAt = null;
    }
}
