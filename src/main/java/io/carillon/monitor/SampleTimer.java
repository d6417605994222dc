package io.carillon.monitor;

import io.carillon.platform.FactLog;
import io.carillon.platform.TimedWork;
import io.carillon.platform.TimerWatchdog;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;

/**
 * Samples what metrics cannot count, on every node, four times a minute and away from second 0, which is the time of the tick. No
 * exception may leave the method: the container would remove the timer.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SampleTimer {

    private static final FactLog LOG = FactLog.of(SampleTimer.class);

    @Inject
    private Samples samples;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(15), samples::take, LOG, "sample.failed", "sample.recovered");
    }

    /** Takes samples; each is a look-up in an index or a count with a limit. */
    @Schedule(hour = "*", minute = "*", second = "10,25,40,55", persistent = false)
    public void sample() {
        work.fired();
    }
}
