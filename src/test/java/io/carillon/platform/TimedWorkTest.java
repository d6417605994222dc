package io.carillon.platform;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the watchdog takes the timer's place, and that it never does the work a second time meanwhile. */
class TimedWorkTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Hand time = new Hand();
    private final AtomicInteger done = new AtomicInteger();

    @Test
    void aTimerThatFiresIsNotReplaced() {
        TimedWork work = work(done::incrementAndGet);
        for (int i = 0; i < 10; i++) {
            time.passes(SECOND);
            work.fired();
            assertThat(work.isMissed(), is(false));
        }
        assertThat(done.get(), is(10));
    }

    @Test
    void aSilentTimerIsReplacedEachSecondUntilItFiresAgain() {
        TimedWork work = work(done::incrementAndGet);
        work.fired();
        time.steps(Duration.ofHours(-1)).passes(Duration.ofSeconds(3));
        assertThat("late, but not yet missed", work.isMissed(), is(false));
        time.passes(Duration.ofMillis(250));
        for (int second = 1; second <= 5; second++) {
            assertThat("second " + second, work.isMissed(), is(true));
            work.ring();
            assertThat(work.isMissed(), is(false));
            time.passes(SECOND);
        }
        work.fired();
        time.passes(SECOND);
        assertThat(work.isMissed(), is(false));
        assertThat(done.get(), is(7));
    }

    @Test
    void workThatRunsIsNotStartedAgain() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        TimedWork work = work(() -> {
            done.incrementAndGet();
            started.countDown();
            awaitQuietly(end);
        });
        Thread timer = new Thread(work::fired);
        timer.start();
        started.await(10, TimeUnit.SECONDS);
        work.ring();
        work.fired();
        assertThat(done.get(), is(1));
        end.countDown();
        timer.join(10_000);
        work.fired();
        assertThat(done.get(), is(2));
    }

    @Test
    void noFailureLeavesTheTimer() {
        TimedWork work = work(() -> {
            done.incrementAndGet();
            throw new NoClassDefFoundError("x");
        });
        work.fired();
        work.fired();
        assertThat(done.get(), is(2));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private TimedWork work(Runnable work) {
        OutageLog outage = OutageLog.of(FactLog.of(TimedWorkTest.class), "test.failed", "test.recovered", time.monotonic());
        return new TimedWork(SECOND, work, outage, time.monotonic());
    }
}
