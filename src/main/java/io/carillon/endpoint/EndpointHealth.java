package io.carillon.endpoint;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.access.AuditLog;
import io.carillon.access.AuditedObject;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.database.Sql;
import io.carillon.json.JsonDocument;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Records in the endpoint's row since when it has been failing and which steps were taken, by the database's clock and in the
 * caller's transaction. Nothing is kept in memory, so a restart does not reset it and all nodes see the same state.
 */
@ApplicationScoped
public class EndpointHealth {

    private static final FactLog LOG = FactLog.of(EndpointHealth.class);
    private static final String FAILING = "SELECT id, application_id, url, failing_since, last_failure_at, ";
    private static final String SNAPSHOT = FAILING + "warned_at FROM endpoint WHERE ";
    private static final String FAILED = """
            UPDATE endpoint SET last_failure_at = clock_timestamp(), failing_since = COALESCE(failing_since, clock_timestamp())
            WHERE id = ? AND (failing_since IS NULL OR last_failure_at < ?)""";
    private static final String SUCCEEDED = """
            UPDATE endpoint SET failing_since = NULL, last_failure_at = NULL, warned_at = NULL, flagged_at = NULL,
                   proven_at = COALESCE(proven_at, clock_timestamp())
            WHERE id = ?""";
    private static final String UNPROVEN = TrackRecord.SQL + " <> '" + TrackRecord.PROVEN + "'";
    private static final String DISABLE = """
            UPDATE endpoint SET status = 'disabled', disabled_reason = ?, updated_at = clock_timestamp(), is_unsettled = TRUE,
                   paused_until = NULL,
                   failing_since = COALESCE(failing_since, clock_timestamp()), last_failure_at = clock_timestamp()
            WHERE id = ? AND status = 'active'""";
    private static final String OVERDUE = FAILING + """
            CASE WHEN failing_since <= ? THEN 1 ELSE 0 END
            FROM endpoint WHERE status = 'active' AND flagged_at IS NULL AND last_failure_at > ?
            AND (failing_since <= ? OR (failing_since <= ? AND warned_at IS NULL))
            ORDER BY failing_since LIMIT ?""";
    /** The row of a failing endpoint is updated at most once in this time, however often it fails. */
    private static final int EXACT_TO_SECONDS = 5;

    private Database database;
    private AuditLog audit;

    protected EndpointHealth() {
    }

    @Inject
    EndpointHealth(Database database, AuditLog audit) {
        this.database = database;
        this.audit = audit;
    }

    /** Returns those of {@code endpointIds} that are failing or have not succeeded yet, according to committed data. */
    public Set<String> unproven(Collection<String> endpointIds) {
        if (endpointIds.isEmpty()) {
            return Set.of();
        }
        return rows(SNAPSHOT + UNPROVEN + " AND id IN (" + Sql.parameters(endpointIds.size()) + ")", endpointIds.toArray())
                .stream().map(row -> row.endpoint.id()).collect(Collectors.toSet());
    }

    /** Records a success: the endpoint is proven. Returns the endpoint when notices had reported that it fails. */
    public Optional<FailingEndpoint> succeeded(String endpointId) {
        Optional<State> unproven = rows(SNAPSHOT + UNPROVEN + " AND id = ? FOR UPDATE", endpointId).stream().findFirst();
        unproven.ifPresent(row -> update(SUCCEEDED, endpointId));
        Optional<State> failing = unproven.filter(row -> row.endpoint.failingSince() != null);
        failing.ifPresent(row -> LOG.info("endpoint.recovered", "endpoint", endpointId,
                "failing-since", row.endpoint.failingSince()));
        return failing.filter(row -> row.warned).map(State::endpoint);
    }

    /** Records an attempt that failed at {@code now}: the first failure since the last success, and the latest. */
    public void failed(String endpointId, Instant now) {
        update(FAILED, endpointId, now.minusSeconds(EXACT_TO_SECONDS));
    }

    /**
     * Disables an active endpoint until its owner enables it; {@code reason} is shown to the owner and in the audit log. Returns
     * the endpoint, or nothing when it was not active.
     */
    public Optional<FailingEndpoint> disable(String endpointId, String reason) {
        if (update(DISABLE, reason, endpointId) == 0) {
            return Optional.empty();
        }
        Optional<FailingEndpoint> disabled = rows(SNAPSHOT + "id = ?", endpointId).stream().findFirst().map(State::endpoint);
        audit.recordOwn("endpoint.disabled", AuditedObject.ofApplication(endpointId,
                disabled.map(FailingEndpoint::applicationId).orElse(null)), new Switched(EndpointStatus.ACTIVE, null),
                new Switched(EndpointStatus.DISABLED, reason));
        LOG.warn("endpoint.disabled", "endpoint", endpointId, "reason", reason);
        return disabled;
    }

    /** Records that notices reported the failing endpoint. */
    public void warned(String endpointId) {
        update("UPDATE endpoint SET warned_at = clock_timestamp() WHERE id = ?", endpointId);
        LOG.warn("endpoint.failing", "endpoint", endpointId, "flagged", false);
    }

    /** Flags the endpoint as one that should be disabled; it stays active. */
    public void flag(String endpointId) {
        update("UPDATE endpoint SET flagged_at = clock_timestamp(), "
                + "warned_at = COALESCE(warned_at, clock_timestamp()) WHERE id = ?", endpointId);
        LOG.warn("endpoint.failing", "endpoint", endpointId, "flagged", true);
    }

    /**
     * Returns up to {@code max} active endpoints that need a step, those failing longest first, and locks them until the end of
     * the transaction. Flagged endpoints need no further step.
     *
     * @param failedAfter only endpoints whose latest failure is later than this
     * @param timeUp      endpoints failing since this time or earlier need the last step
     * @param warn        endpoints failing since this time or earlier need a warning, unless they got one
     */
    public List<Overdue> overdue(Instant failedAfter, Instant timeUp, Instant warn, int max) {
        return database.sql(database.skippingLocked(OVERDUE)).with(timeUp, failedAfter, timeUp, warn, max)
                .list(row -> new Overdue(failing(row), row.integer() == 1));
    }

    private int update(String sql, Object... values) {
        return database.sql(sql).with(values).update();
    }

    private List<State> rows(String sql, Object... values) {
        return database.sql(sql).with(values).list(row -> new State(failing(row), row.time() != null));
    }

    private static FailingEndpoint failing(Row row) {
        return new FailingEndpoint(row.text(), row.text(), row.text(), row.time(), row.time());
    }

    /** An endpoint that needs a step: the last one when its time is up, otherwise a warning. */
    public record Overdue(FailingEndpoint endpoint, boolean isTimeUp) {
    }

    /** What the audit log shows of a switch. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Switched(EndpointStatus status, String disabledReason) implements JsonDocument {
    }

    private record State(FailingEndpoint endpoint, boolean warned) {
    }
}
