package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BackgroundCheckTest {

    private static final Duration VALID_FOR = Duration.ofSeconds(6);
    private static final String NO_RESULT = "It does not answer.";

    private final Hand time = new Hand();

    @Test
    void theLastResultCounts() {
        Optional<String> fault = Optional.of("It is full.");
        assertThat(checked(() -> fault).reason(), is(fault));
        assertThat(checked(Optional::empty).reason(), is(Optional.empty()));
    }

    @Test
    void whatWasNotCheckedYetIsNotWell() {
        assertThat(new BackgroundCheck(Optional::empty, VALID_FOR, NO_RESULT, time.monotonic()).reason().isPresent(), is(true));
    }

    @Test
    void anExceptionIsNoAnswerAndItsTextIsNotShown() {
        BackgroundCheck check = checked(() -> {
            throw new IllegalStateException("user carillon, password secret");
        });
        assertThat(check.reason(), is(Optional.of(NO_RESULT)));
    }

    @Test
    void anOldResultIsNoAnswer() {
        BackgroundCheck check = checked(Optional::empty);
        time.steps(Duration.ofHours(-1)).passes(VALID_FOR);
        assertThat(check.reason(), is(Optional.empty()));
        time.passes(Duration.ofMillis(1));
        assertThat(check.reason(), is(Optional.of(NO_RESULT)));
    }

    @Test
    @Timeout(10)
    void aRequestDoesNotWaitForACheckThatHangs() {
        CountDownLatch end = new CountDownLatch(1);
        BackgroundCheck check = new BackgroundCheck(() -> {
            awaitUninterrupted(end);
            return Optional.empty();
        }, VALID_FOR, NO_RESULT, time.monotonic());
        check.start(Executors.defaultThreadFactory(), Duration.ofSeconds(1));
        time.passes(Duration.ofSeconds(7));
        assertThat(check.reason(), is(Optional.of(NO_RESULT)));
        end.countDown();
        check.stop();
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private BackgroundCheck checked(Supplier<Optional<String>> result) {
        BackgroundCheck check = new BackgroundCheck(result, VALID_FOR, NO_RESULT, time.monotonic());
        check.run();
        return check;
    }
}
