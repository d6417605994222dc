package io.carillon.quota;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.database.Session;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The only writer of the counts of days; it works in the caller's transaction, if there is one. A row is what one run of a node
 * has counted for an organization on a day. No other run writes it.
 */
@ApplicationScoped
public class ChangeDays {

    /** How long days are kept after they end. */
    public static final Duration KEPT = Duration.ofDays(1);

    private static final BulkStatement INSERT = BulkStatement.of("""
            INSERT INTO change_day (on_day, organization_id, node, changes)
            SELECT * FROM %s AS given (on_day, organization_id, node, changes) ON CONFLICT DO NOTHING""",
            INTEGER, BIGINT, TEXT, BIGINT);
    private static final BulkStatement UPDATE = BulkStatement.of("""
            MERGE INTO change_day d USING (SELECT * FROM %s AS given (on_day, organization_id, node, changes)) s
            ON d.on_day = s.on_day AND d.organization_id = s.organization_id AND d.node = s.node
            WHEN MATCHED THEN UPDATE SET changes = s.changes""",
            INTEGER, BIGINT, TEXT, BIGINT);
    private static final BulkStatement OF_OTHERS = BulkStatement.of("""
            SELECT d.organization_id, CAST(SUM(d.changes) AS BIGINT) FROM %s AS asked (on_day, organization_id, node)
            JOIN change_day d ON d.on_day = asked.on_day AND d.organization_id = asked.organization_id AND d.node <> asked.node
            GROUP BY d.organization_id""", INTEGER, BIGINT, TEXT);
    private static final String OLDEST =
            "SELECT on_day, organization_id, node FROM change_day WHERE on_day < ? ORDER BY on_day LIMIT ?";
    private static final String REMOVE = "DELETE FROM change_day WHERE on_day = ? AND organization_id = ? AND node = ?";

    private final String node = Ids.next("nd");
    private Database database;

    /** For the container's proxy. */
    protected ChangeDays() {
    }

    /** Days in {@code database}. */
    @Inject
    public ChangeDays(Database database) {
        this.database = database;
    }

    /** The day of UTC, counted from 1970. */
    static long dayOf(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }

    /** The midnight of UTC that ends the day of {@code time}. */
    static Instant endOf(Instant time) {
        return time.atOffset(ZoneOffset.UTC).toLocalDate().plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Writes what this node has counted on {@code day}, by organization, in place of what it wrote before. */
    void write(long day, Map<Long, Long> counts) {
        List<Object[]> rows = counts.entrySet().stream().sorted(Map.Entry.comparingByKey())
                .map(entry -> row((int) day, entry.getKey(), node, entry.getValue())).toList();
        INSERT.execute(database, rows);
        UPDATE.execute(database, rows);
    }

    /** What other nodes, and earlier runs of this one, have written for {@code organizations} on {@code day}; absent is 0. */
    Map<Long, Long> ofOthers(long day, Collection<Long> organizations) {
        Map<Long, Long> sums = new HashMap<>();
        OF_OTHERS.select(database, organizations.stream().map(id -> row((int) day, id, node)).toList(),
                found -> sums.put(found.number(), found.number()));
        return sums;
    }

    /** Removes up to {@code page} counts of days before that of {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        try (Session session = database.session()) {
            List<Object[]> old = session.sql(database.skippingLocked(OLDEST)).with((int) dayOf(limit), page)
                    .list(found -> row(found.integer(), found.number(), found.text()));
            return new Removal(old.size(), session.sql(REMOVE).updateEach(old));
        }
    }
}
