package io.carillon.tracking;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.tracking.FailurePolicy.Step;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailurePolicyTest {

    private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"false,DISABLE,WARN", "true,DISABLE,DISABLE", "false,FLAG,WARN", "true,FLAG,FLAG"})
    void theStepFollowsTheTimeAndTheMode(boolean timeIsUp, DisableMode mode, Step step) {
        assertThat(new FailurePolicy(Duration.ofDays(5), mode).step(timeIsUp), is(step));
    }

    @Test
    void theWarningComesAtHalfTime() {
        FailurePolicy policy = new FailurePolicy(Duration.ofDays(5), DisableMode.DISABLE);
        assertThat(policy.warnBefore(NOW), is(NOW.minus(Duration.ofHours(60))));
        assertThat(policy.actBefore(NOW), is(NOW.minus(Duration.ofHours(120))));
    }
}
