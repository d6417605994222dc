package io.carillon.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Every metric of Carillon with its name, meaning and labels. Names follow the conventions of Prometheus: base units, counters
 * end in {@code _total}. No label has tenants, endpoints or URLs as values. {@code src/docs/operations.md} has a copy of this
 * list, and a test compares the two.
 */
public final class Meters {

    // ── changes ──
    public static final Count INTAKE = Count.of("carillon_intake_changes_total",
            "Changes that arrived: over HTTP when the request was answered, over the queue when the message was handled",
            "protocol", "result", intakeSeries());
    public static final Count OVER_DAY_LIMIT = Count.of("carillon_changes_over_day_limit_total",
            "Changes that were refused over HTTP because an organization would have had more than its limit for the day");
    public static final Count CHANGES = Count.of("carillon_changes_total",
            "Changes from the queue by what became of them", "fate", "applied", "repeated", "silent", "rejected");
    public static final Count REJECTED = Count.learning("carillon_rejected_messages_total",
            "Messages from the queue, or changes in them, that were rejected", "reason", 40);
    public static final Count SCHEMA_WARNINGS = Count.learning("carillon_schema_warnings_total",
            "Changes that were accepted although their data violate the schema of the event type", "event_type", 200);
    public static final Distribution GROUP_SIZE = Distribution.of("carillon_group_size",
            "Parts that were written together: batches in a queue message, messages in a transaction, outcomes in a transaction",
            new double[] {1, 2, 4, 8, 16, 32, 64, 128}, "group", "batches", "messages", "outcomes");

    // ── queue ──
    public static final Level QUEUE_READABLE = Level.of("carillon_queue_readable",
            "1 if the broker reports the state of its queues to this node, 0 if it does not or is away");
    public static final Level QUEUE_MESSAGES = Level.of("carillon_queue_messages", "Messages in the queue", "queue");
    public static final Level QUEUE_CONSUMERS =
            Level.of("carillon_queue_consumers", "Consumers of the queue, of all nodes", "queue");
    public static final Level QUEUE_OLDEST = Level.of("carillon_queue_oldest_message_seconds",
            "Age of the oldest message in the queue, 0 if there is none", "queue");

    // ── ticks ──
    public static final Distribution TICK_DURATION = Distribution.of("carillon_tick_duration_seconds",
            "Duration of ticks that closed a bucket", 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60);
    public static final Level TICK_LAG = Level.of("carillon_tick_lag_seconds",
            "How long the oldest open bucket has been due, 0 if none is");
    public static final Level OBJECTS_OPEN = Level.of("carillon_objects_open",
            "Objects with an open bucket, at most 100000");
    public static final Count BUCKETS_CLOSED = Count.of("carillon_buckets_closed_total", "Buckets that this node's ticks closed");
    public static final Count COALESCED = Count.of("carillon_coalesced_changes_total", "Changes in the buckets that were closed");
    public static final Count MESSAGES = Count.of("carillon_messages_total",
            "Messages written, also those without a delivery", "mode", "coalesced", "instant");
    public static final Count DELIVERIES =
            Count.of("carillon_deliveries_total", "Deliveries written", "mode", "coalesced", "instant");

    // ── deliveries ──
    public static final Count ATTEMPTS = Count.of("carillon_attempts_total",
            "Attempts by the outcome in the attempt log and the class of the HTTP status", "outcome", "status", attemptSeries());
    public static final Distribution ATTEMPT_DURATION = Distribution.ofMessages("carillon_attempt_duration_seconds",
            "Duration of an attempt, from the request to the end of the response",
            new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60}, "result", "succeeded", "failed");
    public static final Distribution CHANGE_TO_WEBHOOK = Distribution.ofMessages("carillon_change_to_webhook_seconds",
            "From the first change that a webhook reports, by its own time or its arrival, to the start of the first attempt",
            new double[] {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 65, 75, 90, 120, 300, 900, 3600}, "mode", "coalesced",
            "instant");
    public static final Level IN_FLIGHT = Level.of("carillon_attempts_in_flight", "Attempts of this node that are under way");
    public static final Level IN_FLIGHT_MAX =
            Level.of("carillon_attempts_in_flight_max", "Attempts of this node that may be under way");
    public static final Level DUE = Level.of("carillon_deliveries_due",
            "Pending deliveries that are due and that no node has claimed, at most 100000 together, by standing of the endpoint",
            "standing");
    public static final Level OLDEST_DUE = Level.of("carillon_deliveries_oldest_due_seconds",
            "How long the oldest of these deliveries has been due, 0 if there is none", "standing");
    public static final Level WAITING_FOR_TURN = Level.of("carillon_deliveries_waiting_for_turn",
            "Pending deliveries that wait for one before them about the same object, at most 100000");
    public static final Level ENDPOINTS =
            Level.of("carillon_endpoints", "Endpoints by status and standing", "status", "standing");
    public static final Level ENDPOINTS_PAUSED =
            Level.of("carillon_endpoints_paused", "Active endpoints that are paused, by their owner or for their receiver");
    public static final Level NOTICES_WAITING =
            Level.of("carillon_notices_waiting", "Mail and operational events that are still to be sent");

    // ── node ──
    public static final Count RETENTION_REMOVED =
            Count.learning("carillon_retention_removed_total", "Rows that retention removed", "what", 20);
    public static final Level RETENTION_BEHIND = Level.of("carillon_retention_behind",
            "1 if the last run of retention on this node left rows that are too old", "what");
    public static final Level CONNECTIONS = Level.of("carillon_database_connections_in_use",
            "Connections to the database that transactions of this node hold");
    public static final Level CONNECTIONS_MAX =
            Level.of("carillon_database_connections_max", "Connections to the database that this node may hold");
    public static final Distribution CONNECTION_WAIT = Distribution.of("carillon_database_connection_wait_seconds",
            "Time that statements wait for a connection from the pool", 0.0001, 0.001, 0.01, 0.1, 0.5, 1, 5);
    public static final Level CHECK = Level.of("carillon_check_up", "1 if the check of /health/ready is up, else 0", "check");
    public static final Level NODES = Level.of("carillon_nodes", "Nodes with a heartbeat in the last 30 s");
    public static final Level SAMPLED = Level.of("carillon_sampled_timestamp_seconds",
            "When this node last sampled the database for the metrics that it cannot count, in seconds since 1970");

    private Meters() {
    }

    /** Makes all metrics, so that /metrics has them before the first event. */
    static void load() {
        // loading the class is enough
    }

    private static List<String[]> intakeSeries() {
        List<String[]> series = new ArrayList<>();
        Stream.of("accepted", "refused", "limited", "unavailable").forEach(result -> series.add(new String[] {"http", result}));
        for (String protocol : List.of("core", "amqp", "openwire", "stomp", "mqtt", Count.OTHER)) {
            series.add(new String[] {protocol, "accepted"});
            series.add(new String[] {protocol, "rejected"});
        }
        return series;
    }

    private static List<String[]> attemptSeries() {
        List<String[]> series = new ArrayList<>();
        series.add(new String[] {"succeeded", "2xx"});
        Stream.of("1xx", "2xx", "3xx", "4xx", "5xx").forEach(status -> series.add(new String[] {"status", status}));
        Stream.of("refused", "unknown-host", "no-name-service", "no-network", "proxy", "not-connected", "tls", "no-secret",
                "template", "timeout", "broken").forEach(outcome -> series.add(new String[] {outcome, "none"}));
        return series;
    }
}
