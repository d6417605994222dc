package io.carillon.queue;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.platform.Hand;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstMessageTest {

    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final Hand time = new Hand();
    private final FirstMessage first = new FirstMessage(time.monotonic());

    @Test
    void theSameMessageWaitsAndAnotherStartsAgain() {
        first.see(Optional.of("a"));
        time.passes(LIMIT.plusMillis(1));
        first.see(Optional.of("a"));
        assertThat(first.waitsFor(LIMIT), is(true));
        first.see(Optional.of("b"));
        assertThat(first.waitsFor(LIMIT), is(false));
    }

    @Test
    void inAnEmptyQueueNothingWaits() {
        time.passes(LIMIT.plusMillis(1));
        first.see(Optional.empty());
        time.passes(LIMIT.plusMillis(1));
        assertThat(first.waitsFor(LIMIT), is(false));
    }

    /** The dead-letter listener counts as alive while it is called, although its messages come back. */
    @Test
    void aCallOfTheDeadLetterListenerCountsForAWhile() {
        DeadLetterCalls calls = new DeadLetterCalls(time.monotonic());
        time.passes(LIMIT.plusMillis(1));
        assertThat(calls.areOverFor(LIMIT), is(true));
        calls.called();
        assertThat(calls.areOverFor(LIMIT), is(false));
    }
}
