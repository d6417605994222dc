package io.carillon.database;

import java.time.Instant;
import java.util.List;

/**
 * What the removal of one page of old rows achieved.
 *
 * @param found   old rows that no other transaction held
 * @param removed how many of them could be removed
 */
public record Removal(int found, int removed) {

    /**
     * Removes up to {@code page} rows.
     *
     * @param oldest selects the primary keys of rows older than its first value, the oldest first, up to its second value
     * @param delete removes the row of one primary key
     * @param key    reads the primary key
     */
    public static Removal of(Database database, String oldest, String delete, Row.Reader<Object[]> key, Instant limit, int page) {
        try (Session session = database.session()) {
            List<Object[]> old = session.sql(database.skippingLocked(oldest)).with(limit, page).list(key);
            return new Removal(old.size(), session.sql(delete).updateEach(old));
        }
    }
}
