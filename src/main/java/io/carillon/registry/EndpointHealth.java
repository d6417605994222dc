package io.carillon.registry;

import io.carillon.platform.Database;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Keeps in the endpoint's row since when it fails, by the database's clock, in the caller's transaction. Nothing is held
 * in memory, so restarts do not reset it.
 */
@ApplicationScoped
public class EndpointHealth {

    private static final FactLog LOG = FactLog.of(EndpointHealth.class);

    @Inject
    private Database database;

    /** A delivery succeeded: the endpoint is not failing any more. */
    public void succeeded(String endpointId) {
        if (update("UPDATE endpoint SET failing_since = NULL WHERE id = ? AND failing_since IS NOT NULL", endpointId)) {
            LOG.info("endpoint.recovered", "endpoint", endpointId);
        }
    }

    /** An attempt failed: the first failure after a success is remembered. */
    public void failed(String endpointId) {
        if (update("UPDATE endpoint SET failing_since = clock_timestamp() WHERE id = ? AND failing_since IS NULL",
                endpointId)) {
            LOG.warn("endpoint.failing", "endpoint", endpointId);
        }
    }

    /** Switches the endpoint off until its owner switches it on again; {@code reason} is shown to the owner. */
    public void disable(String endpointId, String reason) {
        int rows = database.entities().createNativeQuery("""
                UPDATE endpoint SET status = 'disabled', disabled_reason = ?, updated_at = clock_timestamp()
                WHERE id = ? AND status = 'active'""")
                .setParameter(1, reason).setParameter(2, endpointId).executeUpdate();
        if (rows == 1) {
            LOG.warn("endpoint.disabled", "endpoint", endpointId, "reason", reason);
        }
    }

    private boolean update(String sql, String endpointId) {
        return database.entities().createNativeQuery(sql).setParameter(1, endpointId).executeUpdate() == 1;
    }
}
