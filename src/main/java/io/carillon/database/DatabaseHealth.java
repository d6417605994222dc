package io.carillon.database;

import io.carillon.platform.BackgroundHealth;
import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready only while the database has the schema of this build and stores what is written to it. Every two seconds it writes a row
 * that already has the same values, because a full disk or a standby still answers queries.
 */
@Readiness
@ApplicationScoped
class DatabaseHealth extends BackgroundHealth {

    private static final FactLog LOG = FactLog.of(DatabaseHealth.class);
    static final String WRITE = "UPDATE " + Migrations.HISTORY + " SET success = success WHERE installed_rank = 1";
    private static final String NO_ANSWER = "The database does not answer.";
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration VALID_FOR = Duration.ofSeconds(6);

    @Inject
    private Database database;

    private final OutageLog outage = OutageLog.of(LOG, "database.away", "database.back");

    DatabaseHealth() {
        super("database", PAUSE, VALID_FOR, NO_ANSWER);
    }

    @Override
    protected Optional<String> fault() {
        String stage = NO_ANSWER;
        try {
            database.now();
            stage = "The database does not store anything.";
            database.sql(WRITE).update();
            outage.succeeded();
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            outage.failed(e);
            return Optional.of(stage);
        }
    }
}
