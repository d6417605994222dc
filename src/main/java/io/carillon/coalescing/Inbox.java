package io.carillon.coalescing;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Removal;
import io.carillon.endpoint.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Records which changes have been applied, and what each was about, so that it can be explained later. A change and its entry
 * are written in one transaction. When the queue redelivers a message, or a producer sends changes again with the same ids, their
 * entries exist and the changes are skipped.
 */
@ApplicationScoped
public class Inbox {

    private static final BulkStatement ENTER = BulkStatement.of("""
            INSERT INTO inbox (organization_id, change_id, event_type, resource_id, notified_id, received_at)
            SELECT organization_id, change_id, event_type, resource_id, notified_id, clock_timestamp()
            FROM %s AS change (organization_id, change_id, event_type, resource_id, notified_id)
            ON CONFLICT DO NOTHING""", BIGINT, TEXT, TEXT, TEXT, BIGINT);
    private static final BulkStatement STOPPED = BulkStatement.of("""
            MERGE INTO inbox i USING (SELECT * FROM %s AS given (organization_id, change_id, stopped_at)) s
            ON i.organization_id = s.organization_id AND i.change_id = s.change_id
            WHEN MATCHED THEN UPDATE SET stopped_at = s.stopped_at""", BIGINT, TEXT, TEXT);
    private static final BulkStatement NAMED = BulkStatement.of("""
            MERGE INTO inbox i USING (SELECT * FROM %s AS given (organization_id, change_id, named)) s
            ON i.organization_id = s.organization_id AND i.change_id = s.change_id
            WHEN MATCHED THEN UPDATE SET named = s.named""", BIGINT, TEXT, TEXT);
    /** Their ids fit the column. */
    private static final int MOST_STOPPED = 200;

    private static final String OLDEST =
            "SELECT organization_id, change_id FROM inbox WHERE received_at < ? ORDER BY received_at LIMIT ?";
    private static final String REMOVE = "DELETE FROM inbox WHERE organization_id = ? AND change_id = ?";

    private Database database;

    protected Inbox() {
    }

    /** The inbox in {@code database}. */
    @Inject
    public Inbox(Database database) {
        this.database = database;
    }

    /** Enters {@code changes}; returns those that had no entry. */
    List<ResolvedChange> enter(List<ResolvedChange> changes) {
        Map<ChangeKey, ResolvedChange> first = new TreeMap<>();
        changes.forEach(change -> first.putIfAbsent(ChangeKey.of(change), change));
        Set<ChangeKey> entered =
                Set.copyOf(ENTER.write(database, first.values().stream().map(Inbox::rowOf).toList(), ChangeKey.STORED));
        return changes.stream().filter(change -> {
            ChangeKey key = ChangeKey.of(change);
            return entered.contains(key) && first.get(key) == change;
        }).toList();
    }

    private static Object[] rowOf(ResolvedChange change) {
        return row(change.reportedBy(), change.changeId(), change.reportedAs(), change.key().object().resourceId(),
                change.notified());
    }

    /** Notes the endpoints whose filters stopped those of {@code changes}, which have been entered, that any stopped. */
    void noteStopped(List<ResolvedChange> changes) {
        STOPPED.execute(database, changes.stream().filter(change -> !change.reach().stopped().isEmpty())
                .map(change -> row(change.reportedBy(), change.changeId(), change.reach().stopped().stream().limit(MOST_STOPPED)
                        .map(Subscriber::endpointId).collect(Collectors.joining(" ")))).toList());
    }

    /** Notes the endpoints that alone may get those of {@code changes}, which have been entered, that name any. */
    void noteNamed(List<ResolvedChange> changes) {
        NAMED.execute(database, changes.stream().filter(ResolvedChange::namesEndpoints)
                .map(change -> row(change.reportedBy(), change.changeId(), String.join(" ", change.endpoints()))).toList());
    }

    /** Removes up to a page of entries of changes that were received before {@code limit}. */
    public Removal removeBefore(Instant limit, int page) {
        return Removal.of(database, OLDEST, REMOVE, row -> row(row.number(), row.text()), limit, page);
    }

    /** Entries are inserted in the order of their keys, so that two nodes never deadlock. */
    private record ChangeKey(long organizationId, String changeId) implements Comparable<ChangeKey> {

        private static final BulkStatement.Key<ChangeKey> STORED = new BulkStatement.Key<>(
                row -> new ChangeKey(row.number(), row.text()), "organization_id", "change_id");

        static ChangeKey of(ResolvedChange change) {
            return new ChangeKey(change.reportedBy(), change.changeId());
        }

        @Override
        public int compareTo(ChangeKey other) {
            int byOrganization = Long.compare(organizationId, other.organizationId);
            return byOrganization != 0 ? byOrganization : changeId.compareTo(other.changeId);
        }
    }
}
