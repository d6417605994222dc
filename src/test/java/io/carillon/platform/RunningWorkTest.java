package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningWorkTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Hand time = new Hand();
    private final RunningWork running = new RunningWork(time.monotonic());

    @Test
    void workIsStuckWhenItRunsForLongerThanTheLimit() {
        running.run("listener", () -> {
            time.steps(Duration.ofDays(-1)).passes(LIMIT);
            assertThat(running.stuckFor(LIMIT), is(Optional.empty()));
            time.passes(Duration.ofMillis(1));
            running.run("pump", () -> assertThat(running.stuckFor(LIMIT), is(Optional.of("listener"))));
        });
        assertThat(running.stuckFor(LIMIT), is(Optional.empty()));
    }
}
