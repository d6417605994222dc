package io.carillon.tracking;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.message.Deliveries;
import io.carillon.message.DeliveryState;
import io.carillon.platform.EnumWords;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the deliveries to an endpoint, from their rows. Each count looks at a limited number of rows, so that it takes the same
 * time however many there are, and says so when there are more.
 */
@ApplicationScoped
public class EndpointFigures {

    /** How many rows a count looks at. */
    static final int MOST = 20_000;

    private static final Duration PERIOD = Duration.ofHours(24);
    /** The ids begin with the time, so that a period is a range of the index on (endpoint_id, id). */
    private static final String STATES = """
            SELECT state, COUNT(*), MIN(created_at) FROM (SELECT state, created_at FROM delivery
                WHERE endpoint_id = ? AND id >= ? AND created_at >= ? ORDER BY id DESC LIMIT ?) AS newest GROUP BY state""";
    /** The pending deliveries of all endpoints in the order in which they are due: the index on due_at has no endpoint. */
    private static final String PENDING = """
            SELECT COUNT(*), COUNT(CASE WHEN endpoint_id = ? AND due_at <= ? THEN 1 END),
                MIN(CASE WHEN endpoint_id = ? AND due_at <= ? THEN due_at END),
                MIN(CASE WHEN endpoint_id = ? AND due_at > ? THEN due_at END)
            FROM (SELECT endpoint_id, due_at FROM delivery WHERE due_at IS NOT NULL ORDER BY due_at LIMIT ?) AS pending""";

    private Database database;
    private int most = MOST;

    protected EndpointFigures() {
    }

    @Inject
    EndpointFigures(Database database) {
        this.database = database;
    }

    /** For tests, with another limit. */
    EndpointFigures(Database database, int most) {
        this(database);
        this.most = most;
    }

    /** How many deliveries of the last 24 hours have which state. */
    States states(String endpointId, Instant now) {
        Instant from = now.minus(PERIOD);
        Map<DeliveryState, Long> counts = new EnumMap<>(DeliveryState.class);
        List<Instant> oldest = database.sql(STATES)
                .with(endpointId, Ids.lowest("dl", from.minus(Deliveries.CLOCKS_DIFFER)), from, most)
                .list(row -> {
                    counts.put(EnumWords.read(DeliveryState.class, row.text()), row.number());
                    return row.time();
                });
        boolean isWhole = counts.values().stream().mapToLong(Long::longValue).sum() < most;
        return new States(isWhole ? from : oldest.stream().min(Instant::compareTo).orElse(from), counts);
    }

    /** What is pending at {@code now}. */
    Pending pending(String endpointId, Instant now) {
        return database.sql(PENDING).with(endpointId, now, endpointId, now, endpointId, now, most)
                .first(this::pending).orElseThrow();
    }

    private Pending pending(Row row) {
        return new Pending(row.number() == most, row.number(), row.time(), row.time());
    }

    /** Counts since a time: 24 hours ago, or later if there are too many deliveries. */
    record States(Instant since, Map<DeliveryState, Long> counts) {
    }

    /**
     * Pending deliveries of an endpoint.
     *
     * @param isPartial whether there are so many pending deliveries, of all endpoints, that some were not looked at
     * @param due       how many are due
     * @param oldest    since when the first of them has been due; null without any
     * @param next      when the next one is due; null if none is known
     */
    record Pending(boolean isPartial, long due, Instant oldest, Instant next) {
    }
}
