package io.carillon.monitor;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.database.MigratedDatabase;
import io.carillon.platform.PlannedTimes;
import io.carillon.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedClockTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Duration> steps = new ArrayList<>();
    private final List<Duration> beyond = new ArrayList<>();
    private final List<PlannedTimes> owners = List.of((step, limit) -> {
        steps.add(step);
        beyond.add(limit);
    });

    @Test
    void aNodeThatWasSeenInTheFutureShowsAStepBackOnce() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            seen(database, "a", 3600);
            seen(database, "b", 3590);
            clock(database).repair();
            clock(database).repair();
            assertThat(steps, hasSize(1));
            assertThat(steps.get(0), allOf(greaterThan(HOUR.minusMinutes(1)), lessThanOrEqualTo(HOUR)));
            assertThat(database.query("SELECT id FROM node WHERE seen_at > clock_timestamp()"), empty());
        }
    }

    @Test
    void whatMayBeALeaseOfNowStays() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            seen(database, "a", 3600);
            clock(database).repair();
            assertThat(beyond, contains(Duration.ofSeconds(45)));
        }
    }

    @Test
    void aStepOfAMomentIsNone() throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of("postgresql")) {
            seen(database, "a", 4);
            seen(database, "b", -3600);
            clock(database).repair();
            assertThat(steps, empty());
        }
    }

    private SharedClock clock(MigratedDatabase database) {
        return new SharedClock(database, Settings.of(Map.of("carillon.db.url", "jdbc:postgresql://db/carillon",
                "carillon.secrets.key", Base64.getEncoder().encodeToString(new byte[32]),
                "carillon.delivery.timeout", "PT30S")), owners);
    }

    private static void seen(MigratedDatabase database, String id, int secondsAhead) throws Exception {
        database.execute("""
                INSERT INTO node (id, host, home, version, started_at, seen_at, attempts_in_flight, attempts_in_flight_max, down)
                VALUES ('%1$s', 'host', '%1$s', '1', clock_timestamp(),
                    clock_timestamp() + %2$d * INTERVAL '1' SECOND, 0, 1, '')""".formatted(id, secondsAhead));
    }
}
