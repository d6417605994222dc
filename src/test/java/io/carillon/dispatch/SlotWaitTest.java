package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What waits between its claim and its slot. */
class SlotWaitTest {

    private final BlockingQueue<ClaimedDelivery> passed = new LinkedBlockingQueue<>();
    private final SlotWait wait = new SlotWait(Thread::new, passed::add);

    @AfterEach
    void stop() {
        wait.stop();
    }

    @Test
    void eachIsPassedOnAtItsSlot() throws InterruptedException {
        long began = System.nanoTime();
        ClaimedDelivery later = claimed(began, Duration.ofMillis(300));
        ClaimedDelivery sooner = claimed(began, Duration.ofMillis(100));
        wait.add(later);
        wait.add(sooner);
        assertThat(passed.poll(20, TimeUnit.SECONDS), is(sooner));
        assertThat(passed.poll(20, TimeUnit.SECONDS), is(later));
        assertThat(System.nanoTime() - began >= Duration.ofMillis(300).toNanos(), is(true));
    }

    /** Then they are given back, as everything that was claimed and not attempted. */
    @Test
    void allAreLetGoWhenTheNodeStops() {
        ClaimedDelivery one = claimed(System.nanoTime(), Duration.ofHours(1));
        ClaimedDelivery other = claimed(System.nanoTime(), Duration.ofHours(2));
        wait.add(one);
        wait.add(other);
        assertThat(passed.peek(), is(nullValue()));
        wait.stop();
        assertThat(List.copyOf(passed), containsInAnyOrder(one, other));
    }

    /** A thread that claimed while the node stopped comes too late to wait. */
    @Test
    void whatComesAfterTheStopIsLetGoAtOnce() {
        wait.stop();
        ClaimedDelivery late = claimed(System.nanoTime(), Duration.ofHours(1));
        wait.add(late);
        assertThat(List.copyOf(passed), is(List.of(late)));
    }

    /** The thread that should have sent it was held up; attempts that catch up would break the limit. */
    @Test
    void aSlotIsMissedASecondAfterIt() {
        assertThat(claimed(System.nanoTime(), Duration.ZERO).missedItsSlot(), is(false));
        assertThat(claimed(System.nanoTime(), Duration.ofMillis(-1_001)).missedItsSlot(), is(true));
        assertThat(ClaimedDelivery.of(null, null, System.nanoTime() - Duration.ofHours(1).toNanos()).missedItsSlot(), is(false));
    }

    private static ClaimedDelivery claimed(long claimedAt, Duration slot) {
        return new ClaimedDelivery(null, null, claimedAt, claimedAt + slot.toNanos());
    }
}
