package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockStepsTest {

    private final Hand time = new Hand();
    private final ClockSteps steps = new ClockSteps(time, time.monotonic());

    @Test
    void timeThatPassesIsNoStep() {
        time.passes(Duration.ofDays(3));
        assertThat(steps.back(), is(Duration.ZERO));
    }

    @Test
    void aStepBackIsSeenOnceWithItsSize() {
        time.passes(Duration.ofSeconds(1)).steps(Duration.ofHours(-1)).passes(Duration.ofSeconds(1));
        assertThat(steps.back(), is(Duration.ofHours(1)));
        time.passes(Duration.ofSeconds(1));
        assertThat(steps.back(), is(Duration.ZERO));
    }

    @Test
    void aStepForwardAndASlewedClockAreNone() {
        time.steps(Duration.ofHours(1)).passes(Duration.ofSeconds(1));
        assertThat(steps.back(), is(Duration.ZERO));
        time.steps(Duration.ofSeconds(-5)).passes(Duration.ofSeconds(1));
        assertThat(steps.back(), is(Duration.ZERO));
    }
}
