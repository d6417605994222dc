package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.platform.Hand;
import io.carillon.platform.RunningWork;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TickHealthTest {

    private final Hand time = new Hand();
    private final TickTimes times = new TickTimes(time.monotonic());
    private final RunningWork running = new RunningWork(time.monotonic());
    private final TickHealth health = new TickHealth(times, running);

    TickHealthTest() {
        times.start();
    }

    @Test
    void readyIsAboutTheLastTenSecondsWhateverTheTimeOfDay() {
        assertThat("before the first tick", health.tickFault().isEmpty(), is(false));
        times.succeeded();
        time.steps(Duration.ofHours(-1)).passes(Duration.ofSeconds(9));
        assertThat(health.tickFault().isEmpty(), is(true));
        time.passes(Duration.ofSeconds(1));
        assertThat(health.tickFault().isEmpty(), is(false));
        time.steps(Duration.ofDays(1));
        times.succeeded();
        assertThat(health.tickFault().isEmpty(), is(true));
    }

    @Test
    void liveIsAboutTheLastMinute() {
        time.steps(Duration.ofHours(1)).passes(Duration.ofSeconds(59));
        assertThat(health.timerFault().isEmpty(), is(true));
        time.passes(Duration.ofSeconds(1));
        assertThat(health.timerFault().isEmpty(), is(false));
    }

    @Test
    void aThreadThatHangsEndsLiveness() {
        running.run("listener", () -> {
            time.passes(Duration.ofMinutes(2));
            assertThat(health.workFault().isEmpty(), is(true));
            time.passes(Duration.ofSeconds(1));
            assertThat(health.workFault().isEmpty(), is(false));
        });
        assertThat(health.workFault().isEmpty(), is(true));
    }
}
