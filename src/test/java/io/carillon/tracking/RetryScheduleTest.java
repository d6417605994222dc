package io.carillon.tracking;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

    private static final List<Duration> PLAN = List.of(ofSeconds(0), ofSeconds(5), ofMinutes(5), ofMinutes(30));

    @Test
    void eachAttemptFollowsThePlan() {
        RetrySchedule schedule = new RetrySchedule(PLAN, () -> 0.5);
        assertThat(schedule.delayAfter(1, null), is(Optional.of(ofSeconds(5))));
        assertThat(schedule.delayAfter(2, null), is(Optional.of(ofMinutes(5))));
        assertThat(schedule.delayAfter(3, null), is(Optional.of(ofMinutes(30))));
        assertThat(schedule.delayAfter(4, null), is(Optional.empty()));
    }

    @Test
    void jitterIsAFifthEitherWay() {
        assertThat(new RetrySchedule(PLAN, () -> 0).delayAfter(2, null), is(Optional.of(ofMinutes(4))));
        assertThat(new RetrySchedule(PLAN, () -> 1).delayAfter(2, null), is(Optional.of(ofMinutes(6))));
    }

    @Test
    void retryAfterCanOnlyDelayAndByADayAtMost() {
        RetrySchedule schedule = new RetrySchedule(PLAN, () -> 0.5);
        assertThat(schedule.delayAfter(1, ofSeconds(1)), is(Optional.of(ofSeconds(5))));
        assertThat(schedule.delayAfter(1, ofMinutes(2)), is(Optional.of(ofMinutes(2))));
        assertThat(schedule.delayAfter(1, ofHours(100)), is(Optional.of(ofHours(24))));
        assertThat(schedule.delayAfter(4, ofMinutes(2)), is(Optional.empty()));
    }
}
