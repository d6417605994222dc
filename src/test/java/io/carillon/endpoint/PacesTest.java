package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.carillon.database.MigratedDatabase;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The slots that nodes take, on both databases. */
@Execution(ExecutionMode.CONCURRENT) // waits for databases of its own
class PacesTest {

    private static final RateLimit SLOW = new RateLimit(1, RatePeriod.MINUTE);
    private static final RateLimit FAST = new RateLimit(10, RatePeriod.SECOND);

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whatOneClaimTakesIsGoneForTheNext(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Paces paces = new Paces(database);
            paces.set("a", SLOW);
            database.transaction(() -> {
                Pace pace = paces.lock("a").orElseThrow();
                assertThat(pace.slots(10), contains(Duration.ZERO));
                paces.advance(pace.after(1));
            });
            Pace left = paces.lock("a").orElseThrow();
            assertThat(left.slots(10), is(empty()));
            assertThat(left.interval(), is(Duration.ofMinutes(1)));
            assertThat(paces.lock("b").isEmpty(), is(true));
        }
    }

    /** An endpoint that has waited for a minute does not wait for the rest of it under a faster limit. */
    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void anotherLimitCountsAtOnce(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Paces paces = new Paces(database);
            paces.set("a", SLOW);
            paces.advance(paces.of("a").orElseThrow().after(1));
            paces.set("a", FAST);
            Pace faster = paces.current().get(0);
            assertThat(faster.interval(), is(Duration.ofMillis(100)));
            assertThat(Duration.between(faster.now(), faster.nextAt()), is(lessThanOrEqualTo(Duration.ofMillis(100))));
            paces.set("a", null);
            assertThat(paces.current(), is(empty()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void whenTheClockWasSetBackSlotsMoveBackByTheStep(String vendor) throws Exception {
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            Paces paces = new Paces(database);
            paces.set("a", SLOW);
            Pace taken = paces.of("a").orElseThrow().after(2);
            paces.advance(taken);
            paces.moveBack(Duration.ofMinutes(1), Duration.ZERO);
            assertThat(paces.of("a").orElseThrow().nextAt(), is(taken.nextAt().minusSeconds(60)));
        }
    }
}
