package io.carillon.coalescing;

import io.carillon.platform.Binder;
import io.carillon.platform.Database;
import io.carillon.platform.DatabaseFailure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Remembers which changes had their effect. A change and its entry are written in one transaction, so a message that the
 * queue delivers again, or a producer sends again under the same id, finds its changes here and does nothing.
 */
@ApplicationScoped
class Inbox {

    private static final String ENTER = """
            INSERT INTO inbox (organization_id, change_id, received_at) VALUES (?, ?, clock_timestamp())
            ON CONFLICT DO NOTHING""";

    @Inject
    private Database database;

    /** Enters {@code changes}; answers those that are here for the first time. */
    List<Announceable> enter(List<Announceable> changes) {
        List<Announceable> ordered = new ArrayList<>(changes);
        ordered.sort(Comparator.comparing(Announceable::reportedBy).thenComparing(Announceable::changeId));
        try (Connection connection = database.connection();
                PreparedStatement statement = connection.prepareStatement(ENTER)) {
            for (Announceable change : ordered) {
                Binder.of(statement).add(change.reportedBy()).add(change.changeId());
                statement.addBatch();
            }
            return firstTimers(ordered, statement.executeBatch(), changes);
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot enter changes into the inbox", e);
        }
    }

    private static List<Announceable> firstTimers(List<Announceable> ordered, int[] counts, List<Announceable> changes) {
        var entered = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<Announceable, Boolean>());
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 1) {
                entered.add(ordered.get(i));
            }
        }
        return changes.stream().filter(entered::contains).toList();
    }
}
