package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The slots of an endpoint that may be called ten times a second, unless it is said otherwise. */
class PaceTest {

    private static final Instant NOW = Instant.parse("2025-06-09T10:30:00Z");
    private static final Duration TENTH = Duration.ofMillis(100);

    @Test
    void slotsFollowOneAnotherAtTheInterval() {
        assertThat(pace(TENTH, 250).slots(3), is(millis(250, 350, 450)));
        assertThat(pace(TENTH, 250).after(3).slots(1), is(millis(550)));
    }

    @Test
    void noSlotIsTakenFurtherAheadThanAClaimNeeds() {
        assertThat(pace(TENTH, 0).slots(100), hasSize(26));
        assertThat(pace(TENTH, 2_500).slots(100), is(millis(2_500)));
        assertThat(pace(TENTH, 2_501).slots(100), is(empty()));
    }

    @Test
    void ofTheSlotsOfThePastOnlyThoseOfTheLastMomentAreLeft() {
        assertThat(pace(TENTH, -60_000).slots(4), is(millis(0, 0, 100, 200)));
        assertThat(pace(TENTH, -60_000).after(0).slots(1), is(millis(0)));
        assertThat(pace(Duration.ofMillis(10), -60_000).slots(12).get(11), is(Duration.ofMillis(10)));
        assertThat(pace(Duration.ofMinutes(1), -60_000).slots(5), is(millis(0)));
        assertThat(pace(Duration.ofMinutes(1), -60_000).after(1).nextAt(), is(NOW.plusMillis(59_900)));
    }

    @Test
    void aSlotThatIsTakenIsNotTakenAgainHoweverManyClaim() {
        Pace pace = pace(TENTH, 0);
        for (int claim = 0; claim < 10; claim++) {
            pace = pace.after(pace.slots(4).size());
        }
        assertThat(pace.nextAt(), is(NOW.plusMillis(2_600)));
    }

    @Test
    void slotsAreTakenAgainWhenHalfOfThemAreOver() {
        assertThat(pace(TENTH, 2_600).untilClaim(), is(Duration.ofMillis(1_350)));
        assertThat(pace(TENTH, 1_250).untilClaim(), is(Duration.ZERO));
        assertThat(pace(Duration.ofMinutes(1), 60_000).untilClaim(), is(Duration.ofMillis(58_750)));
    }

    @Test
    void theIntervalFollowsFromTheLimit() {
        assertThat(new RateLimit(20, null).interval(), is(Duration.ofMillis(50)));
        assertThat(new RateLimit(20, RatePeriod.MINUTE).interval(), is(Duration.ofSeconds(3)));
    }

    private static Pace pace(Duration interval, long nextMillis) {
        return new Pace("ep", interval, NOW.plusMillis(nextMillis), NOW);
    }

    private static List<Duration> millis(long... millis) {
        return LongStream.of(millis).mapToObj(Duration::ofMillis).toList();
    }
}
