package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Which claimed deliveries a node returns instead of attempting them. */
class AttemptRunnerTest {

    private final AttemptRunner runner = new AttemptRunner();

    @Test
    void aClaimThatWaitedForHalfOfTheMarginIsTooOld() {
        assertThat(runner.isTooLate(claimedBefore(Duration.ZERO)), is(false));
        assertThat(runner.isTooLate(claimedBefore(DeliveryClaims.LEASE_MARGIN.dividedBy(2).plusMillis(1))), is(true));
    }

    @Test
    void aNodeThatStopsAttemptsNothingMore() {
        runner.stopping();
        assertThat(runner.isTooLate(claimedBefore(Duration.ZERO)), is(true));
    }

    private static ClaimedDelivery claimedBefore(Duration age) {
        return ClaimedDelivery.of(null, null, System.nanoTime() - age.toNanos());
    }
}
