package io.carillon.message;

import static io.carillon.database.BulkStatement.Column.BIGINT;
import static io.carillon.database.BulkStatement.Column.INTEGER;
import static io.carillon.database.BulkStatement.Column.TEXT;
import static io.carillon.database.BulkStatement.row;
import static io.carillon.settings.Setting.ORDERING_WAIT;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import io.carillon.database.BulkStatement;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Session;
import io.carillon.message.Joining.Line;
import io.carillon.platform.FactLog;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order of the deliveries of an object to an endpoint that asks for it (decision 35); works in the caller's transaction. They
 * are a queue: each waits for the one that joined before it, and is due when that one ends. Its due time meanwhile is that of the
 * next look: a claim that finds it due overtakes the one before if that one has failed for too long, and puts the look off
 * otherwise.
 *
 * <p>Who joins a queue holds its lock and, if the last delivery is pending, that row too, so that it cannot end unnoticed. Rows
 * of deliveries are never waited for with a lock in hand: if another transaction has the row, the next look comes soon.
 */
@ApplicationScoped
public class Turns {

    private static final FactLog LOG = FactLog.of(Turns.class);
    private static final int LOCKS = 1024;
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String IN_SECONDS = "clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND";
    private static final String AMONG = " = ANY (CAST(? AS VARCHAR ARRAY)) AND state = 'pending'";

    private static final BulkStatement LOCK = BulkStatement.of("""
            SELECT number FROM turn_lock JOIN (SELECT * FROM %s AS given (wanted)) w ON number = wanted
            ORDER BY number FOR UPDATE""", INTEGER);
    private static final String OF_LINE = " ON t.endpoint_id = s.endpoint_id AND t.organization_id = s.organization_id"
            + " AND t.resource_type = s.resource_type AND t.resource_id = s.resource_id";
    private static final String LINE = "endpoint_id, organization_id, resource_type, resource_id";
    private static final BulkStatement LAST = BulkStatement.of("""
            SELECT t.endpoint_id, t.organization_id, t.resource_type, t.resource_id, d.id
            FROM object_turn t JOIN (SELECT * FROM %s AS given (""" + LINE + ")) s" + OF_LINE
            + " JOIN delivery d ON d.id = t.delivery_id AND d.state = 'pending'", TEXT, BIGINT, TEXT, TEXT);
    private static final BulkStatement JOIN = BulkStatement.of("MERGE INTO object_turn t USING (SELECT * FROM %s AS given ("
            + LINE + ", delivery_id)) s" + OF_LINE + """
             WHEN MATCHED THEN UPDATE SET delivery_id = s.delivery_id
            WHEN NOT MATCHED THEN INSERT (endpoint_id, organization_id, resource_type, resource_id, delivery_id)
                VALUES (s.endpoint_id, s.organization_id, s.resource_type, s.resource_id, s.delivery_id)""",
            TEXT, BIGINT, TEXT, TEXT, TEXT);
    private static final BulkStatement REJOIN = BulkStatement.of("""
            SELECT d.id, d.endpoint_id, m.organization_id, m.resource_type, m.resource_id
            FROM delivery d JOIN (SELECT * FROM %s AS given (wanted)) w ON d.id = w.wanted
                JOIN message m ON m.id = d.message_id JOIN endpoint e ON e.id = d.endpoint_id AND e.ordering = 'object'
            WHERE d.state = 'pending' ORDER BY m.sequence_number""", TEXT);
    private static final BulkStatement HOLD = BulkStatement.of("""
            MERGE INTO delivery d USING (SELECT * FROM %s AS given (id, waits_for, seconds)) s ON d.id = s.id
            WHEN MATCHED THEN UPDATE SET waits_for = s.waits_for, due_at = clock_timestamp() + s.seconds * INTERVAL '1' SECOND""",
            TEXT, TEXT, INTEGER);
    private static final String PENDING = "SELECT id FROM delivery WHERE id" + AMONG;
    /** What became of the one before; {@code busy} if it may be sent at any moment. */
    private static final String BEFORE = """
            SELECT id, CASE WHEN waits_for IS NOT NULL OR attempts = schedule_from THEN 'untried'
                WHEN due_at <= """ + IN_SECONDS + " THEN 'busy' ELSE 'late' END FROM delivery WHERE id" + AMONG;
    private static final String AFTER = "waits_for IS NOT NULL AND waits_for" + AMONG;
    private static final String RELEASE = "UPDATE delivery SET due_at = clock_timestamp(), waits_for = NULL WHERE ";
    private static final String START_WAIT =
            "UPDATE delivery SET due_at = " + IN_SECONDS + " WHERE " + AFTER;
    private static final String LAST_OF_QUEUES =
            "SELECT delivery_id FROM object_turn WHERE delivery_id = ANY (CAST(? AS VARCHAR ARRAY))";

    private Database database;
    private Deliveries deliveries;
    private Settings settings;

    protected Turns() {
    }

    /** Turns in {@code database}. */
    @Inject
    public Turns(Database database, Deliveries deliveries, Settings settings) {
        this.database = database;
        this.deliveries = deliveries;
        this.settings = settings;
    }

    /** Lets {@code joining} join their queues, in this order; returns what some of them have to wait for, by their ids. */
    Map<String, Wait> join(List<Joining> joining) {
        Map<String, Wait> waits = new HashMap<>();
        if (joining.isEmpty()) {
            return waits;
        }
        Map<Line, String> last = new HashMap<>();
        Map<String, Duration> held = new HashMap<>();
        try (Session session = database.session()) {
            List<Line> lines = joining.stream().map(Joining::line).distinct().toList();
            LOCK.select(session, lines.stream().map(line -> line.lock(LOCKS)).distinct().sorted().map(BulkStatement::row)
                    .toList(), Row::integer);
            LAST.select(session, lines.stream().map(Line::key).toList(), row -> last.put(
                    new Line(row.text(), row.number(), row.text(), row.text()), row.text()));
            last.values().removeAll(joining.stream().map(Joining::deliveryId).collect(toSet()));
            if (!last.isEmpty()) {
                session.sql(database.skippingLocked(PENDING)).with((Object) last.values().toArray(String[]::new))
                        .list(row -> held.put(row.text(), most()));
            }
            for (Joining one : joining) {
                String before = last.put(one.line(), one.deliveryId());
                if (before != null) {
                    waits.put(one.deliveryId(), new Wait(before, held.getOrDefault(before, SOON)));
                }
                held.put(one.deliveryId(), most());
            }
            JOIN.execute(session, lines.stream().map(line -> row(line.endpointId(), line.organizationId(), line.resourceType(),
                    line.resourceId(), last.get(line))).toList());
        }
        return waits;
    }

    /** Lets deliveries that were reopened join the ends of their queues, those of one object in the order of their messages. */
    void rejoin(Collection<String> reopened) {
        releaseUnlocked(database, reopened);
        List<Joining> joining = REJOIN.select(database, reopened.stream().map(BulkStatement::row).toList(), row ->
                new Joining(row.text(), new Line(row.text(), row.number(), row.text(), row.text())));
        hold(join(joining));
    }

    private void hold(Map<String, Wait> waits) {
        HOLD.execute(database, waits.entrySet().stream().map(one -> row(one.getKey(), one.getValue().deliveryId(),
                (int) one.getValue().most().toSeconds())).toList());
    }

    /**
     * Those of locked due deliveries that need not wait any more. A delivery before one of them that has failed for too long is
     * overtaken: it is cancelled, unless an attempt of it may be under way.
     *
     * @param lease the longest lease
     */
    public List<DueDelivery> ready(List<DueDelivery> due, Duration lease) {
        Map<String, List<DueDelivery>> waiting = due.stream().filter(one -> one.waitsFor() != null)
                .collect(groupingBy(DueDelivery::waitsFor, mapping(one -> one, toList())));
        if (waiting.isEmpty()) {
            return due;
        }
        Object before = waiting.keySet().toArray(String[]::new);
        Map<String, Duration> putOff = new HashMap<>();
        Set<String> late = new HashSet<>();
        database.sql(PENDING).with(before).list(row -> putOff.put(row.text(), SOON));
        database.sql(database.skippingLocked(BEFORE)).with(lease.toNanos() / 1e9).with(before).list(row -> {
            String id = row.text();
            return switch (row.text()) {
                case "late" -> late.add(id);
                case "busy" -> putOff.put(id, lease);
                default -> putOff.put(id, most());
            };
        });
        putOff.keySet().removeAll(late);
        overtake(late, waiting);
        Map<String, Wait> waits = new HashMap<>();
        putOff.forEach((id, length) -> waiting.get(id).forEach(one -> waits.put(one.id(), new Wait(id, length))));
        hold(waits);
        return due.stream().filter(one -> !waits.containsKey(one.id())).toList();
    }

    private void overtake(Set<String> late, Map<String, List<DueDelivery>> waiting) {
        deliveries.cancel(late, CancelReason.OVERTAKEN);
        late.forEach(id -> waiting.get(id).forEach(next ->
                LOG.info("delivery.overtaken", "id", id, "endpoint", next.endpointId(), "by", next.id())));
    }

    /**
     * Takes note of attempts that were just recorded.
     *
     * @param ended  deliveries that ended; what waits for them is due now
     * @param failed deliveries whose first attempt failed; the longest wait for them begins
     * @return whether something is due now
     */
    public boolean pass(Collection<String> ended, Collection<String> failed) {
        if (!failed.isEmpty()) {
            database.sql(START_WAIT).with(most().toNanos() / 1e9).with((Object) failed.toArray(String[]::new)).update();
        }
        return release(ended) > 0;
    }

    private int release(Collection<String> ended) {
        return ended.isEmpty() ? 0 : database.sql(RELEASE + AFTER).with((Object) ended.toArray(String[]::new)).update();
    }

    /**
     * What waits for these deliveries, which were settled or reopened, is due now, except what another transaction has locked: if
     * each waited for the other's rows, neither would end. That is due at its next look.
     */
    static void releaseUnlocked(Database database, Collection<String> settled) {
        if (!settled.isEmpty()) {
            String unlocked = database.skippingLocked("SELECT id FROM delivery WHERE " + AFTER);
            database.sql(RELEASE + "id IN (" + unlocked + ")").with((Object) settled.toArray(String[]::new)).update();
        }
    }

    /**
     * Forgets that these deliveries, which are about to be removed, were the last of their queues. A queue whose row another
     * transaction has locked is about to get another last one.
     */
    static void forget(Database database, Collection<String> removed) {
        database.sql("DELETE FROM object_turn WHERE delivery_id IN (" + database.skippingLocked(LAST_OF_QUEUES) + ")")
                .with((Object) removed.toArray(String[]::new)).update();
    }

    private Duration most() {
        return settings.duration(ORDERING_WAIT);
    }
}
