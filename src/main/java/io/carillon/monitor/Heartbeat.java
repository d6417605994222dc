package io.carillon.monitor;

import io.carillon.database.Database;
import io.carillon.meter.Meters;
import io.carillon.platform.Ids;
import io.carillon.platform.Machine;
import io.carillon.settings.Setting;
import io.carillon.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * This node's row in the table of nodes. It is written every ten seconds, so that each node knows which others live and how
 * they are, and removed when the node stops in order. The row of a node that died is removed when that node starts again, or
 * when any node starts an hour later.
 */
@ApplicationScoped
class Heartbeat {

    private static final String BEAT = """
            UPDATE node SET seen_at = clock_timestamp(), attempts_in_flight = ?, attempts_in_flight_max = ?, down = ?
            WHERE id = ?""";
    private static final String BEGIN = """
            INSERT INTO node (id, host, home, version, started_at, seen_at, attempts_in_flight, attempts_in_flight_max, down)
            VALUES (?, ?, ?, ?, ?, clock_timestamp(), ?, ?, ?)""";
    /** Of an earlier start, which ended without a word. */
    private static final String REPLACE = "DELETE FROM node WHERE host = ? AND home = ?";
    private static final String END = "DELETE FROM node WHERE id = ?";
    private static final String FORGET = "DELETE FROM node WHERE seen_at < clock_timestamp() - INTERVAL '3600' SECOND";

    private Database database;
    private Settings settings;
    private Checks checks;
    private Clock clock;
    private SharedClock shared;
    private String version;
    private String id;
    private String host;
    private Instant startedAt;

    protected Heartbeat() {
    }

    @Inject
    Heartbeat(Database database, Settings settings, Checks checks, Clock clock, SharedClock shared,
            @ConfigProperty(name = "carillon.version") String version) {
        this.database = database;
        this.settings = settings;
        this.checks = checks;
        this.clock = clock;
        this.shared = shared;
        this.version = version;
    }

    @PostConstruct
    void start() {
        id = Ids.next("nd");
        startedAt = clock.instant();
        host = Machine.name();
    }

    /** This node's id, a new one with each start. */
    String id() {
        return id;
    }

    /**
     * Writes that this node lives, with the names of its checks that are down. Before that, looks whether the database's clock
     * was set back, because this row may be the only one that shows it.
     */
    void beat() {
        shared.repair();
        String down = checks.reasons().entrySet().stream().filter(check -> check.getValue().isPresent()).map(Map.Entry::getKey)
                .collect(Collectors.joining(","));
        int inFlight = (int) Meters.IN_FLIGHT.current();
        int most = settings.number(Setting.DELIVERY_CONCURRENCY);
        if (database.sql(BEAT).with(inFlight, most, down, id).update() == 0) {
            String home = settings.path(Setting.HOME).toAbsolutePath().normalize().toString();
            database.sql(REPLACE).with(host, home).update();
            database.sql(FORGET).update();
            database.sql(BEGIN).with(id, host, home, version, startedAt, inFlight, most, down).update();
        }
    }

    /** The node stops. */
    void end() {
        database.sql(END).with(id).update();
    }

    /** All nodes, those that started first first. */
    List<NodeDocument> all() {
        return database.sql("""
                SELECT id, host, version, started_at, seen_at, clock_timestamp(), attempts_in_flight, attempts_in_flight_max, down
                FROM node ORDER BY started_at, id""").list(NodeDocument::of);
    }
}
