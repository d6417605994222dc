package io.carillon.rejected;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what was refused in pages, newest first. A page looks at a limited number of rows of the caller, however few of them
 * match the period and the reason, which no index serves.
 */
@ApplicationScoped
public class RefusalPages {

    private static final String COLUMNS = "id, at, key_id, status, reason, pointer, detail, organization_id, change_id,"
            + " resource_type, resource_id, requests";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** The id of a row is made when it is written, up to two minutes after its time, by a clock that may step in between. */
    private static final Duration CLOCK_STEP = Duration.ofMinutes(5);
    private static final Duration LATEST_WRITING = Duration.ofMinutes(10);

    private Database database;
    private int mostScanned;

    protected RefusalPages() {
    }

    @Inject
    RefusalPages(Database database) {
        this(database, 10_000);
    }

    RefusalPages(Database database, int mostScanned) {
        this.database = database;
        this.mostScanned = mostScanned;
    }

    /**
     * Up to {@code most} rows, with ids below {@code before} unless it is empty.
     *
     * @param last what {@link #lastOf} returned; null if the page ends with the list
     */
    List<IntakeRefusalDocument> read(RefusalSelection selection, String before, String last, int most) {
        Where where = served(selection, before).and("at > ?", minus(selection.from(), MINUTE)).and("at < ?", selection.to())
                .and("reason = ?", selection.reason()).and("id >= ?", last);
        return where.select(database, COLUMNS, order(selection) + " LIMIT ?").with(most).list(RefusalPages::document);
    }

    /** The id of the last row that a page looks at; null if it looks at all, or if an index serves all conditions. */
    String lastOf(RefusalSelection selection, String before) {
        if (selection.reason() == null && selection.from() == null && selection.to() == null) {
            return null;
        }
        return served(selection, before).select(database, "id", order(selection) + " LIMIT 1 OFFSET ?").with(mostScanned - 1)
                .first(Row::text).orElse(null);
    }

    private static Where served(RefusalSelection selection, String before) {
        Where where = new Where().and("organization_id = ?", selection.ofOrganization())
                .and("organization_id = ?", selection.organization()).and("key_id = ?", selection.key());
        if (selection.ofKeys() != null) {
            where.and("key_id IN (" + Sql.parameters(selection.ofKeys().size()) + ")", selection.ofKeys().toArray());
        }
        return where.and("id >= ?", lowest(minus(selection.from(), CLOCK_STEP)))
                .and("id < ?", lowest(minus(selection.to(), LATEST_WRITING.negated())))
                .and("id < ?", before.isEmpty() ? null : before);
    }

    /** H2 reads an index in order only if all its columns are named. */
    private static String order(RefusalSelection selection) {
        boolean ofOneKey = selection.key() != null || selection.ofKeys() != null && selection.ofKeys().size() == 1;
        boolean ofOneOrganization = selection.organization() != null || selection.ofOrganization() != null;
        return " ORDER BY " + (ofOneKey ? "key_id DESC, " : ofOneOrganization ? "organization_id DESC, " : "") + "id DESC";
    }

    private static Instant minus(Instant time, Duration duration) {
        return time == null ? null : time.minus(duration);
    }

    private static String lowest(Instant time) {
        return time == null ? null : Ids.lowest("rf", time);
    }

    private static IntakeRefusalDocument document(Row row) {
        return new IntakeRefusalDocument(row.text(), row.time(), row.text(), row.integer(), row.text(), row.text(), row.text(),
                row.numberOrNull(), row.text(), row.text(), row.text(), row.integer());
    }

    /** Conditions with their values; those without a value are left out. */
    private static final class Where {

        private final List<String> conditions = new ArrayList<>(List.of("1 = 1"));
        private final List<Object> values = new ArrayList<>();

        Where and(String condition, Object... more) {
            if (more[0] != null) {
                conditions.add(condition);
                values.addAll(List.of(more));
            }
            return this;
        }

        Sql select(Database database, String columns, String order) {
            return database.sql("SELECT " + columns + " FROM intake_refusal WHERE " + String.join(" AND ", conditions) + order)
                    .with(values.toArray());
        }
    }
}
