package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.Column.TIME;
import static io.carillon.database.BulkStatement.row;

import io.carillon.database.BulkStatement;
import io.carillon.database.BulkStatement.Key;
import io.carillon.database.Database;
import io.carillon.database.Session;
import io.carillon.endpoint.Subscriber;
import io.carillon.message.DeliveriesPlanned.Planned;
import io.carillon.message.Joining.Line;
import io.carillon.message.MissingMessages.Missing;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import io.carillon.trace.TraceSpan;
import io.carillon.trace.Traces;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes messages and their deliveries in the caller's transaction, in two statements however many there are, and one more if
 * any is traced, waits for a poll, or is not to be retried or for some endpoints only. The senders may claim deliveries before
 * they are written ({@link DeliveriesPlanned}), and learn of the others when the transaction has committed
 * ({@link DeliveriesWritten}). Those to ordered endpoints join their queues before the messages get their sequence numbers
 * ({@link Turns}). Deliveries to an endpoint that is switched off are written as skipped, those to one that is polled as
 * available.
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
    private static final Key<Stored> STORED = new Key<>(
            row -> new Stored(row.text(), row.number(), row.time(), row.time(), row.time()),
            "id", "sequence_number", "first_change_at", "last_change_at", "created_at");
    private static final BulkStatement TRACE = BulkStatement.of("""
            MERGE INTO message m USING (SELECT * FROM %s AS given (id, traceparent)) traced ON m.id = traced.id
            WHEN MATCHED THEN UPDATE SET traceparent = traced.traceparent""", TEXT, TEXT);

    private static final BulkStatement MARK = BulkStatement.of("""
            MERGE INTO message m USING (SELECT * FROM %s AS given (id, is_once, is_restricted)) marked ON m.id = marked.id
            WHEN MATCHED THEN UPDATE SET is_once = CASE WHEN marked.is_once = 1 THEN TRUE END,
                is_restricted = CASE WHEN marked.is_restricted = 1 THEN TRUE END""", TEXT, INTEGER, INTEGER);

    private Database database;
    private Traces traces;
    private Turns turns;
    private Event<DeliveriesPlanned> plan;
    private Event<DeliveriesWritten> due;

    protected Outbox() {
    }

    /** Writes to {@code database}. */
    @Inject
    public Outbox(Database database, Traces traces, Turns turns, Event<DeliveriesPlanned> plan, Event<DeliveriesWritten> due) {
        this.database = database;
        this.traces = traces;
        this.turns = turns;
        this.plan = plan;
        this.due = due;
    }

    /** Writes a message for each of {@code announcements}; returns the total number of their deliveries. */
    public int write(List<Addressed> announcements) {
        if (announcements.isEmpty()) {
            return 0;
        }
        Map<String, Announcement> messages = new LinkedHashMap<>();
        List<Planned> deliveries = new ArrayList<>();
        List<Joining> joining = new ArrayList<>();
        for (Addressed addressed : announcements) {
            String id = Ids.next("wh");
            messages.put(id, addressed.announcement());
            for (Subscriber subscriber : addressed.subscribers()) {
                Planned delivery = new Planned(Ids.next("dl"), id, subscriber.endpointId(), stateFor(subscriber));
                deliveries.add(delivery);
                if (subscriber.isOrdered() && subscriber.isActive()) {
                    joining.add(joining(delivery, addressed.announcement()));
                }
            }
        }
        DeliveriesPlanned planned = planned(deliveries, joining);
        plan.fire(planned);
        write(messages, planned);
        if (planned.leavesSomeDue()) {
            due.fire(new DeliveriesWritten());
        }
        return deliveries.size();
    }

    /**
     * Writes deliveries of messages that exist, and that the caller has locked, to one more endpoint, which is active. If it is
     * ordered, they join the ends of their queues.
     */
    public void deliver(Subscriber subscriber, List<Missing> messages) {
        List<Planned> deliveries = new ArrayList<>();
        List<Joining> joining = new ArrayList<>();
        for (Missing message : messages) {
            Planned delivery = new Planned(Ids.next("dl"), message.id(), subscriber.endpointId(), stateFor(subscriber));
            deliveries.add(delivery);
            if (subscriber.isOrdered()) {
                joining.add(new Joining(delivery.id(), new Line(subscriber.endpointId(), message.organizationId(),
                        message.resourceType(), message.resourceId())));
            }
        }
        DeliveriesPlanned planned = planned(deliveries, joining);
        try (Session session = database.session()) {
            write(session, planned);
        }
        if (planned.leavesSomeDue()) {
            due.fire(new DeliveriesWritten());
        }
    }

    private DeliveriesPlanned planned(List<Planned> deliveries, List<Joining> joining) {
        Map<String, Wait> waits = turns.join(joining);
        return new DeliveriesPlanned(waits.isEmpty() ? deliveries
                : deliveries.stream().map(delivery -> delivery.waiting(waits.get(delivery.id()))).toList());
    }

    private static void write(Session session, DeliveriesPlanned planned) {
        Deliveries.write(session, planned);
        if (planned.hasAvailable()) {
            PolledDeliveries.arrive(session, planned);
        }
    }

    private static DeliveryState stateFor(Subscriber subscriber) {
        return !subscriber.isActive() ? DeliveryState.SKIPPED
                : subscriber.isPolled() ? DeliveryState.AVAILABLE : DeliveryState.PENDING;
    }

    private static Joining joining(Planned delivery, Announcement about) {
        return new Joining(delivery.id(), new Line(delivery.endpointId(), about.organizationId(), about.resourceType(),
                about.resourceId()));
    }

    private void write(Map<String, Announcement> messages, DeliveriesPlanned planned) {
        Map<String, TraceSpan> spans = spansOf(messages);
        List<Object[]> rows = messages.entrySet().stream().map(one -> rowOf(one.getKey(), one.getValue())).toList();
        try (Session session = database.session()) {
            if (planned.hasClaims()) {
                planned.writtenWith(INSERT_MESSAGES.write(session, rows, STORED).stream()
                        .map(stored -> stored.of(messages, spans)).collect(Collectors.toMap(Message::id, Function.identity())));
            } else {
                INSERT_MESSAGES.execute(session, rows);
            }
            write(session, planned);
            if (!spans.isEmpty()) {
                trace(session, spans);
            }
            MARK.execute(session, messages.entrySet().stream()
                    .filter(one -> one.getValue().isOnce() || one.getValue().isRestricted()).map(one -> row(one.getKey(),
                            one.getValue().isOnce() ? 1 : 0, one.getValue().isRestricted() ? 1 : 0)).toList());
        }
    }

    private Map<String, TraceSpan> spansOf(Map<String, Announcement> messages) {
        Map<String, TraceSpan> spans = new HashMap<>();
        messages.forEach((id, says) -> {
            if (says.links() != null && traces.isOn()) {
                spans.put(id, spanOf(id, says));
            }
        });
        return spans;
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

    /** What the database adds to a message, and the times as it keeps them: a body must be the same whenever it is built. */
    private record Stored(String id, long sequence, Instant firstChangeAt, Instant lastChangeAt, Instant createdAt) {

        Message of(Map<String, Announcement> messages, Map<String, TraceSpan> spans) {
            Announcement says = messages.get(id);
            return new Message(id, says.at(firstChangeAt, lastChangeAt), sequence, createdAt,
                    spans.containsKey(id) ? spans.get(id).traceparent() : null, null);
        }
    }
}
