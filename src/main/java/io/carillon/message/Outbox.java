package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.Column.TIME;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Session;
import io.carillon.endpoint.Subscriber;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import io.carillon.trace.TraceSpan;
import io.carillon.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes messages and their deliveries in the caller's transaction, in at most three statements however many there are, and a
 * fourth if any is traced, and notifies the senders when that transaction has committed. Deliveries to an endpoint that is
 * switched off are written as skipped.
 */
@ApplicationScoped
public class Outbox {

    private static final BulkStatement INSERT_MESSAGES = BulkStatement.of("""
            INSERT INTO message (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                                 first_change_at, last_change_at, data, created_at)
            SELECT id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                   first_change_at, last_change_at, data, clock_timestamp()
            FROM %s AS draft (id, organization_id, resource_type, resource_id, operation, event_type, mode, changes,
                              first_change_at, last_change_at, data)""",
            TEXT, BIGINT, TEXT, TEXT, TEXT, TEXT, TEXT, INTEGER, TIME, TIME, TEXT);
    private static final BulkStatement TRACE = BulkStatement.of("""
            MERGE INTO message m USING (SELECT * FROM %s AS given (id, traceparent)) traced ON m.id = traced.id
            WHEN MATCHED THEN UPDATE SET traceparent = traced.traceparent""", TEXT, TEXT);

    @Inject
    private Database database;
    @Inject
    private Traces traces;
    @Inject
    private Event<DeliveriesWritten> written;

    /** Writes a message for each of {@code announcements}; returns the total number of their deliveries. */
    public int write(List<Addressed> announcements) {
        if (announcements.isEmpty()) {
            return 0;
        }
        List<Object[]> messages = new ArrayList<>();
        List<Object[]> pending = new ArrayList<>();
        List<Object[]> skipped = new ArrayList<>();
        Map<String, TraceSpan> spans = new HashMap<>();
        for (Addressed addressed : announcements) {
            String id = Ids.next("wh");
            messages.add(rowOf(id, addressed.announcement()));
            if (addressed.announcement().links() != null && traces.isOn()) {
                spans.put(id, spanOf(id, addressed.announcement()));
            }
            for (Subscriber subscriber : addressed.subscribers()) {
                (subscriber.isActive() ? pending : skipped).add(row(Ids.next("dl"), id, subscriber.endpointId()));
            }
        }
        try (Session session = database.session()) {
            INSERT_MESSAGES.execute(session, messages);
            Deliveries.write(session, pending, skipped);
            if (!spans.isEmpty()) {
                trace(session, spans);
            }
        }
        written.fire(new DeliveriesWritten());
        return pending.size() + skipped.size();
    }

    private void trace(Session session, Map<String, TraceSpan> spans) {
        TRACE.execute(session, spans.entrySet().stream().map(one -> row(one.getKey(), one.getValue().traceparent())).toList());
        traces.endWithTransaction(List.copyOf(spans.values()));
    }

    private TraceSpan spanOf(String id, Announcement says) {
        return traces.message(id, says.links()).with("carillon.organization.id", says.organizationId())
                .with("carillon.resource.type", says.resourceType()).with("carillon.resource.id", says.resourceId())
                .with("carillon.event.type", says.eventType()).with("carillon.mode", EnumWords.of(says.mode()))
                .with("carillon.changes", says.changes());
    }

    private static Object[] rowOf(String id, Announcement says) {
        return row(id, says.organizationId(), says.resourceType(), says.resourceId(), says.operation(), says.eventType(),
                EnumWords.of(says.mode()), says.changes(), says.firstChangeAt(), says.lastChangeAt(), says.data());
    }
}
