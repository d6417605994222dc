package io.carillon.coalescing;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Remembers which changes had their effect. A change and its entry are written in one transaction, so a message that the
 * queue delivers again, or a producer sends again under the same id, finds its changes here and does nothing.
 */
@ApplicationScoped
class Inbox {

    private static final BulkStatement ENTER = BulkStatement.of("""
            INSERT INTO inbox (organization_id, change_id, received_at)
            SELECT organization_id, change_id, clock_timestamp() FROM %s AS change (organization_id, change_id)
            ON CONFLICT DO NOTHING""", BIGINT, TEXT);

    @Inject
    private Database database;

    /** An inbox outside a container, for tests. */
    static Inbox with(Database database) {
        Inbox inbox = new Inbox();
        inbox.database = database;
        return inbox;
    }

    /** Enters {@code changes}; answers those that are here for the first time. */
    List<ResolvedChange> enter(List<ResolvedChange> changes) {
        Map<ChangeKey, ResolvedChange> first = new TreeMap<>();
        changes.forEach(change -> first.putIfAbsent(ChangeKey.of(change), change));
        try (Connection connection = database.connection()) {
            Set<ChangeKey> entered = Set.copyOf(ENTER.insert(connection, first.keySet().stream()
                    .map(key -> row(key.organizationId, key.changeId)).toList(), ChangeKey.STORED));
            return changes.stream().filter(change -> {
                ChangeKey key = ChangeKey.of(change);
                return entered.contains(key) && first.get(key) == change;
            }).toList();
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot enter changes into the inbox", e);
        }
    }

    /** Rows are entered in the order of their keys, so that two nodes never wait for one another. */
    private record ChangeKey(long organizationId, String changeId) implements Comparable<ChangeKey> {

        private static final BulkStatement.Key<ChangeKey> STORED = new BulkStatement.Key<>(
                row -> new ChangeKey(row.getLong(1), row.getString(2)), "organization_id", "change_id");

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
