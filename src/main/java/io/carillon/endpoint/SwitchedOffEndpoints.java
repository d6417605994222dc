package io.carillon.endpoint;

import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.platform.EnumWords;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/**
 * The endpoints that were switched off or deleted and whose pending deliveries were not all settled yet. The switch marks the
 * endpoint's row, so a crash forgets none and nodes need not notify one another. Works in the caller's transaction.
 */
@ApplicationScoped
public class SwitchedOffEndpoints {

    private static final String UNSETTLED = "SELECT id FROM endpoint WHERE is_unsettled = TRUE ORDER BY id";
    private static final String LOCK = "SELECT status FROM endpoint WHERE id = ? AND is_unsettled = TRUE";

    private Database database;

    protected SwitchedOffEndpoints() {
    }

    /** Endpoints in {@code database}. */
    @Inject
    public SwitchedOffEndpoints(Database database) {
        this.database = database;
    }

    /** Returns the ids of all of them. */
    public List<String> unsettled() {
        return database.sql(UNSETTLED).list(Row::text);
    }

    /**
     * Locks one of them until the end of the transaction, so that it is not switched on meanwhile; returns its status, or nothing
     * when it is settled or another transaction has it.
     */
    public Optional<EndpointStatus> lock(String endpointId) {
        return database.sql(database.skippingLocked(LOCK)).with(endpointId).first(Row::text)
                .map(word -> EnumWords.read(EndpointStatus.class, word));
    }

    /** Records that a locked one is settled. */
    public void settled(String endpointId) {
        database.sql("UPDATE endpoint SET is_unsettled = FALSE WHERE id = ?").with(endpointId).update();
    }
}
