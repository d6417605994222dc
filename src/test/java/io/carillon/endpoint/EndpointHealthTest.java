package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;

import io.carillon.access.AuditLog;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which failing endpoints need which step, on both databases: five days until their time is up, a warning after half of it. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class EndpointHealthTest {

    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");
    private static final Duration TIME = Duration.ofDays(5);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theStepFollowsTheTime(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            insert(database, "for-59h", "PT59H", "PT1H", "");
            insert(database, "for-60h", "PT60H", "PT1H", "");
            insert(database, "for-119h", "PT119H", "PT1H", "");
            insert(database, "for-119h-warned", "PT119H", "PT1H", "warned_at = CURRENT_TIMESTAMP");
            insert(database, "for-120h", "PT120H", "PT1H", "");
            insert(database, "for-150h-warned", "PT150H", "PT1H", "warned_at = CURRENT_TIMESTAMP");
            insert(database, "for-9d", "P9D", "PT1H", "");
            insert(database, "flagged", "P9D", "PT1H", "flagged_at = CURRENT_TIMESTAMP");
            insert(database, "quiet-for-a-day", "P9D", "PT24H", "");
            insert(database, "inactive", "P9D", "PT1H", "status = 'inactive'");

            assertThat(overdue(database, 10), contains("for-9d time up", "for-150h-warned time up", "for-120h time up",
                    "for-119h warn", "for-60h warn"));
            assertThat(overdue(database, 2), contains("for-9d time up", "for-150h-warned time up"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anEndpointThatWasHandledNeedsNoStep(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            insert(database, "warned", "PT60H", "PT1H", "");
            insert(database, "flagged", "P9D", "PT1H", "");
            insert(database, "disabled", "P9D", "PT1H", "");
            EndpointHealth health = health(database);
            health.warned("warned");
            health.flag("flagged");
            health.disable("disabled", "has been failing");
            assertThat(overdue(database, 10), empty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void theAuditLogShowsWhatCarillonDisabled(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            insert(database, "failing", "P9D", "PT1H", "");
            insert(database, "inactive", "P9D", "PT1H", "status = 'inactive'");
            health(database).disable("failing", "the receiver answered 410 Gone");
            health(database).disable("inactive", "the receiver answered 410 Gone");
            assertThat(database.query("SELECT actor_id, action, object_id, state_before, state_after FROM audit_entry"),
                    contains("carillon endpoint.disabled failing {\"status\":\"active\"} "
                            + "{\"status\":\"disabled\",\"disabledReason\":\"the receiver answered 410 Gone\"}"));
        }
    }

    private static EndpointHealth health(MigratedDatabase database) {
        return new EndpointHealth(database, new AuditLog(database, null, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private static List<String> overdue(MigratedDatabase database, int max) {
        return health(database)
                .overdue(NOW.minus(Duration.ofHours(24)), NOW.minus(TIME), NOW.minus(TIME.dividedBy(2)), max).stream()
                .map(overdue -> overdue.endpoint().id() + (overdue.isTimeUp() ? " time up" : " warn")).toList();
    }

    private static void insert(MigratedDatabase database, String id, String failingFor, String lastFailureAgo, String but)
            throws SQLException {
        if (database.query("SELECT id FROM application").isEmpty()) {
            Rows.application(database);
        }
        Rows.endpoints(database, id);
        database.execute("UPDATE endpoint SET failing_since = '%s', last_failure_at = '%s' WHERE id = '%s'".formatted(
                NOW.minus(Duration.parse(failingFor)), NOW.minus(Duration.parse(lastFailureAgo)), id));
        if (!but.isEmpty()) {
            database.execute("UPDATE endpoint SET " + but + " WHERE id = '" + id + "'");
        }
    }
}
