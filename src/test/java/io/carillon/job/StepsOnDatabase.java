package io.carillon.job;

import io.carillon.database.MigratedDatabase;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The steps of jobs outside a container; each is a transaction, as it is in one. */
public final class StepsOnDatabase extends JobSteps {

    private final MigratedDatabase database;

    public StepsOnDatabase(MigratedDatabase database) {
        this.database = database;
    }

    @Override
    public <T> T run(Supplier<T> step) {
        AtomicReference<T> result = new AtomicReference<>();
        try {
            database.transaction(() -> result.set(step.get()));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return result.get();
    }
}
