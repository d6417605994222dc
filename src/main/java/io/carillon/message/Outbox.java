package io.carillon.message;

import io.carillon.platform.Binder;
import io.carillon.platform.Database;
import io.carillon.platform.DatabaseFailure;
import io.carillon.platform.Ids;
import io.carillon.registry.Subscriber;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes messages and their deliveries in the caller's transaction, in two batches however many there are, and tells
 * whoever sends them once that transaction has committed. Deliveries to an endpoint that is switched off are written as
 * skipped.
 */
@ApplicationScoped
public class Outbox {

    private static final String INSERT_MESSAGE = """
            INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                                 first_change_at, last_change_at, data, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, clock_timestamp())""";
    private static final String INSERT_PENDING = """
            INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, due_at, created_at)
            VALUES (?, ?, ?, 'pending', 0, 0, clock_timestamp(), clock_timestamp())""";
    private static final String INSERT_SKIPPED = """
            INSERT INTO delivery (id, message_id, endpoint_id, state, attempts, fence, created_at, completed_at)
            VALUES (?, ?, ?, 'skipped', 0, 0, clock_timestamp(), clock_timestamp())""";

    @Inject
    private Database database;
    @Inject
    private Event<DeliveriesDue> due;

    /** Writes {@code drafts}; answers how many deliveries they have together. */
    public int write(List<Draft> drafts) {
        if (drafts.isEmpty()) {
            return 0;
        }
        try (Connection connection = database.connection();
                PreparedStatement messages = connection.prepareStatement(INSERT_MESSAGE);
                PreparedStatement pending = connection.prepareStatement(INSERT_PENDING);
                PreparedStatement skipped = connection.prepareStatement(INSERT_SKIPPED)) {
            int deliveries = 0;
            for (Draft draft : drafts) {
                String id = Ids.next("wh");
                add(messages, id, draft);
                for (Subscriber subscriber : draft.subscribers()) {
                    add(subscriber.isActive() ? pending : skipped, id, subscriber.endpointId());
                    deliveries++;
                }
            }
            messages.executeBatch();
            pending.executeBatch();
            skipped.executeBatch();
            due.fire(new DeliveriesDue());
            return deliveries;
        } catch (SQLException e) {
            throw new DatabaseFailure("cannot write messages", e);
        }
    }

    private static void add(PreparedStatement messages, String id, Draft draft) throws SQLException {
        Binder.of(messages).add(id).add(draft.organizationId()).add(draft.resourceType()).add(draft.resourceId())
                .add(draft.operation()).add(draft.eventType()).add(draft.mode()).add(draft.changes())
                .add(draft.firstChangeAt()).add(draft.lastChangeAt()).add(draft.data());
        messages.addBatch();
    }

    private static void add(PreparedStatement deliveries, String messageId, String endpointId) throws SQLException {
        Binder.of(deliveries).add(Ids.next("dl")).add(messageId).add(endpointId);
        deliveries.addBatch();
    }
}
