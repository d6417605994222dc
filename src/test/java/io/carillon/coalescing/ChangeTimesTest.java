package io.carillon.coalescing;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.database.MigratedDatabase;
import io.carillon.queue.Change;
import io.carillon.queue.QueuedMessage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class ChangeTimesTest {

    private static final Instant SENT = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aTimeAheadOfTheClockCountsAsNone(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Instant now = database.now();
            ChangeTimes times = new ChangeTimes(Clock.systemUTC(), database);
            assertThat(times.of(changeAt(null), message()), is(SENT));
            assertThat(times.of(changeAt(now.minusSeconds(5)), message()), is(now.minusSeconds(5)));
            assertThat(times.of(changeAt(Instant.EPOCH), message()), is(Instant.EPOCH));
            assertThat(times.of(changeAt(now.plusSeconds(3600)), message()), is(SENT));
            assertThat(times.of(changeAt(Instant.parse("9999-12-31T23:59:59Z")), message()), is(SENT));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aNodeWhoseClockIsSlowTrustsTheDatabase(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Instant now = database.now();
            Clock slow = Clock.fixed(now.minus(Duration.ofHours(1)), ZoneOffset.UTC);
            assertThat(new ChangeTimes(slow, database).of(changeAt(now), message()), is(now));
            assertThat(new ChangeTimes(slow, database).of(changeAt(null), messageOf(now)), is(now));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aMessageThatIsAheadOfTheDatabaseIsOfNow(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Instant before = database.now();
            Instant time = new ChangeTimes(Clock.systemUTC(), database).of(changeAt(null), messageOf(before.plusSeconds(300)));
            assertThat(time, allOf(greaterThanOrEqualTo(before), lessThanOrEqualTo(database.now())));
        }
    }

    private static Change changeAt(Instant occurredAt) {
        return new Change("c", 1L, "team.updated", null, null, "t", occurredAt, null);
    }

    private static QueuedMessage message() {
        return messageOf(SENT);
    }

    private static QueuedMessage messageOf(Instant sentAt) {
        return new QueuedMessage("m", "text", sentAt, new byte[0], Map.of());
    }
}
