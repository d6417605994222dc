package io.carillon.database;

import java.time.Instant;
import java.util.List;

/**
 * The result of removing one page of old rows.
 *
 * @param found   old rows that no other transaction had locked
 * @param removed how many of them could be removed
 */
public record Removal(int found, int removed) {

    /**
     * Removes up to {@code page} rows.
     *
     * @param oldest selects the primary keys of rows older than its first parameter, oldest first, up to the number in its
     *               second parameter
     * @param delete removes the row with one primary key
     * @param key    reads the primary key
     */
    public static Removal of(Database database, String oldest, String delete, Row.Reader<Object[]> key, Instant limit, int page) {
        try (Session session = database.session()) {
            List<Object[]> old = session.sql(database.skippingLocked(oldest)).with(limit, page).list(key);
            return new Removal(old.size(), session.sql(delete).updateEach(old));
        }
    }
}
