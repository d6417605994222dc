package io.carillon.monitor;

import static io.carillon.settings.Setting.WINDOW;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.dispatch.Window;
import io.carillon.endpoint.TrackRecord;
import io.carillon.platform.EnumWords;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks up what waits in the database. Each statement reads the beginning of an index, or counts with a limit, so that it takes
 * a few milliseconds however long the backlog is. {@link #endpoints} reads a whole table, which is small.
 */
@ApplicationScoped
class Backlogs {

    /** Counts end here. */
    static final int MOST = 100_000;
    private static final double NANOS = 1e9;
    private static final String DUE = """
            SELECT standing, COUNT(*), MIN(due_at), (SELECT clock_timestamp()) FROM (
                SELECT d.due_at, %s AS standing FROM (
                    SELECT endpoint_id, due_at FROM delivery WHERE due_at <= (SELECT clock_timestamp())
                    ORDER BY due_at LIMIT %d) d
                JOIN endpoint ON endpoint.id = d.endpoint_id) s
            GROUP BY standing""".formatted(Standing.SQL, MOST);
    private static final String WAITING =
            "SELECT COUNT(*) FROM (SELECT id FROM delivery WHERE waits_for IS NOT NULL LIMIT " + MOST + ") w";
    private static final String FIRST_OPENED = "SELECT MIN(opened_at), (SELECT clock_timestamp()) FROM coalescing_bucket";
    private static final String OPEN =
            "SELECT COUNT(*) FROM (SELECT opened_at FROM coalescing_bucket WHERE opened_at IS NOT NULL LIMIT " + MOST + ") o";
    /** Without those that still collect what happens in a window. */
    private static final String NOTICES = "SELECT COUNT(*) FROM (SELECT id FROM notice"
            + " WHERE slot IS NULL OR due_at <= (SELECT clock_timestamp()) LIMIT " + MOST + ") n";
    private static final String ENDPOINTS = "SELECT status, standing, COUNT(*) FROM (SELECT status, " + TrackRecord.SQL
            + " AS standing FROM endpoint WHERE status <> 'deleted') e GROUP BY status, standing";
    private static final String PAUSED =
            "SELECT COUNT(*) FROM endpoint WHERE status = 'active' AND (is_paused OR paused_until > (SELECT clock_timestamp()))";
    private static final String NODES =
            "SELECT COUNT(*) FROM node WHERE seen_at > (SELECT clock_timestamp() - INTERVAL '30' SECOND)";

    private Database database;
    private Settings settings;

    protected Backlogs() {
    }

    @Inject
    Backlogs(Database database, Settings settings) {
        this.database = database;
        this.settings = settings;
    }

    /** The due deliveries, up to {@link #MOST} of those due longest, by the standing of their endpoints. */
    Map<Standing, Due> due() {
        Map<Standing, Due> found = new EnumMap<>(Standing.class);
        for (Standing standing : Standing.values()) {
            found.put(standing, new Due(0, 0));
        }
        database.sql(DUE).list(row -> found.put(Standing.valueOf(row.text()), new Due(row.number(), age(row))));
        return found;
    }

    /** The number of deliveries that wait for one before them, up to {@link #MOST}. */
    long waitingForTurn() {
        return count(WAITING);
    }

    /** Reads a time and the present. */
    private static double age(Row row) {
        Instant time = row.time();
        Instant now = row.time();
        return time == null ? 0 : Math.max(0, Duration.between(time, now).toNanos() / NANOS);
    }

    /** For how many seconds the oldest open bucket has been due; 0 if none is. */
    double tickLagSeconds() {
        List<Instant> times = new ArrayList<>();
        database.sql(FIRST_OPENED).list(row -> times.add(row.time()) && times.add(row.time()));
        Optional<Instant> opened = Optional.ofNullable(times.get(0));
        return opened.map(first -> Window.lag(first, times.get(1), settings.duration(WINDOW)).toNanos() / NANOS).orElse(0.0);
    }

    /** The number of objects with open buckets, up to {@link #MOST}. */
    long openObjects() {
        return count(OPEN);
    }

    /** The number of notices that are still to be sent. */
    long notices() {
        return count(NOTICES);
    }

    /** The number of endpoints by status and track record. */
    Map<List<String>, Double> endpoints() {
        Map<List<String>, Double> found = new HashMap<>();
        database.sql(ENDPOINTS).list(row ->
                found.put(List.of(row.text(), EnumWords.of(row.text())), (double) row.number()));
        return found;
    }

    /** The number of active endpoints that are paused. */
    long pausedEndpoints() {
        return count(PAUSED);
    }

    /** The number of nodes with a heartbeat in the last 30 s. */
    long nodes() {
        return count(NODES);
    }

    private long count(String sql) {
        return database.sql(sql).first(Row::number).orElse(0L);
    }

    /** How many deliveries are due, and for how many seconds the oldest of them has been. */
    record Due(long count, double oldestSeconds) {
    }
}
