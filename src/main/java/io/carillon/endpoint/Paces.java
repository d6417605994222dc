package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.platform.PlannedTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The only writer of the table {@code pace}, which keeps for each endpoint with a rate limit the first slot that no node has
 * taken, by the database's clock. A claim locks the row while it takes slots, so all nodes together keep the limit. Works in the
 * caller's transaction.
 */
@ApplicationScoped
public class Paces implements PlannedTimes {

    private static final String SELECT = "SELECT endpoint_id, interval_micros, next_at, clock_timestamp() FROM pace";
    private static final String LOCK = SELECT + " WHERE endpoint_id = ?";
    private static final String UPDATE = """
            UPDATE pace SET interval_micros = ?, next_at = LEAST(next_at,
                clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND)
            WHERE endpoint_id = ?""";
    private static final String INSERT =
            "INSERT INTO pace (endpoint_id, interval_micros, next_at) VALUES (?, ?, clock_timestamp())";

    private Database database;

    protected Paces() {
    }

    /** Paces in {@code database}. */
    @Inject
    public Paces(Database database) {
        this.database = database;
    }

    /** Gives an endpoint, which the caller has locked or just made, this limit; null for none. */
    void set(String endpointId, RateLimit limit) {
        if (limit == null) {
            database.sql("DELETE FROM pace WHERE endpoint_id = ?").with(endpointId).update();
            return;
        }
        Duration interval = limit.interval();
        long micros = interval.toNanos() / 1_000;
        if (database.sql(UPDATE).with(micros, interval.toNanos() / 1e9, endpointId).update() == 0) {
            database.sql(INSERT).with(endpointId, micros).update();
        }
    }

    /** Removes the limits of an application's endpoints. */
    void removeAll(String applicationId) {
        database.sql("DELETE FROM pace WHERE endpoint_id IN (SELECT id FROM endpoint WHERE application_id = ?)")
                .with(applicationId).update();
    }

    /** All of them. */
    public List<Pace> current() {
        return database.sql(SELECT).list(Paces::read);
    }

    /** The pace of an endpoint; empty without a limit. */
    public Optional<Pace> of(String endpointId) {
        return database.sql(LOCK).with(endpointId).first(Paces::read);
    }

    /** The same, locked until the end of the transaction; empty also while another transaction has it. */
    public Optional<Pace> lock(String endpointId) {
        return database.sql(database.skippingLocked(LOCK)).with(endpointId).first(Paces::read);
    }

    /** Records which slots of a locked pace are taken. */
    public void advance(Pace taken) {
        database.sql("UPDATE pace SET next_at = ? WHERE endpoint_id = ?").with(taken.nextAt(), taken.endpointId()).update();
    }

    private static Pace read(Row row) {
        String endpointId = row.text();
        Duration interval = Duration.ofNanos(row.number() * 1_000);
        Instant nextAt = row.time();
        return new Pace(endpointId, interval, nextAt, row.time());
    }

    @Override
    public void moveBack(Duration step, Duration beyond) {
        database.sql("""
                UPDATE pace SET next_at = next_at - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
                WHERE next_at > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND""")
                .with(step.toNanos() / 1e9, beyond.toNanos() / 1e9).update();
    }
}
