package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.platform.FactLog;
import io.carillon.platform.PlannedTimes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The endpoints that are paused: by their owners until these end it, or because their receivers asked Carillon to wait. Until
 * then, none of the endpoint's deliveries is sent; all stay pending. The pause is in the endpoint's row, by the database's clock,
 * so every node keeps it and a restart does not end it. Works in the caller's transaction.
 */
@ApplicationScoped
public class EndpointPauses implements PlannedTimes {

    private static final FactLog LOG = FactLog.of(EndpointPauses.class);
    private static final String PAUSE = """
            UPDATE endpoint SET paused_until = clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
            WHERE id = ? AND status = 'active' AND (paused_until IS NULL
                OR paused_until < clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND)""";
    private static final String ENDED = "SELECT id FROM endpoint WHERE paused_until <= clock_timestamp()";
    private static final String PAUSED = """
            SELECT id FROM endpoint WHERE paused_until > clock_timestamp()
            UNION SELECT id FROM endpoint WHERE is_paused = TRUE AND status = 'active'""";

    private Database database;

    protected EndpointPauses() {
    }

    /** Pauses in {@code database}. */
    @Inject
    public EndpointPauses(Database database) {
        this.database = database;
    }

    /** Pauses an active endpoint for {@code length} from now on, unless it is paused for longer. */
    public void pause(String endpointId, Duration length) {
        double seconds = length.toNanos() / 1e9;
        if (database.sql(PAUSE).with(seconds, endpointId, seconds).update() > 0) {
            LOG.info("endpoint.paused", "endpoint", endpointId, "for", length);
        }
    }

    /** Removes the pauses of receivers that are over, and returns the ids of the endpoints that are paused. */
    public Set<String> current() {
        List<String> ended = database.sql(database.skippingLocked(ENDED)).list(Row::text);
        ended.forEach(id -> database.sql("UPDATE endpoint SET paused_until = NULL WHERE id = ?").with(id).update());
        return Set.copyOf(database.sql(PAUSED).list(Row::text));
    }

    @Override
    public void moveBack(Duration step, Duration beyond) {
        database.sql("""
                UPDATE endpoint SET paused_until = paused_until - CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND
                WHERE paused_until > clock_timestamp() + CAST(? AS DOUBLE PRECISION) * INTERVAL '1' SECOND""")
                .with(step.toNanos() / 1e9, beyond.toNanos() / 1e9).update();
    }
}
