package io.carillon.broadcast;

import io.carillon.database.Database;
import io.carillon.database.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The data of broadcast changes, apart from their jobs, whose rows are read often. A row goes with its job. */
@ApplicationScoped
class BroadcastData {

    private static final String INSERT = "INSERT INTO broadcast_data (job_id, data) VALUES (?, ?)";
    private static final String FIND = "SELECT data FROM broadcast_data WHERE job_id = ?";

    private Database database;

    protected BroadcastData() {
    }

    @Inject
    BroadcastData(Database database) {
        this.database = database;
    }

    /** Stores {@code data}, canonical JSON, in the transaction that starts the job. */
    void store(String jobId, String data) {
        database.sql(INSERT).with(jobId, data).update();
    }

    Optional<String> find(String jobId) {
        return database.sql(FIND).with(jobId).first(Row::text);
    }
}
