package io.carillon.console;

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

/** Writes each minute how many sign-ins were refused. No exception may leave the method: the container would remove the timer. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SignInRefusalsTimer {

    private static final FactLog LOG = FactLog.of(SignInRefusalsTimer.class);

    @Inject
    private SignInRefusals refusals;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofMinutes(1), refusals::write, LOG, "sign-in-refusals.failed",
                "sign-in-refusals.recovered");
    }

    /** Runs a few seconds after the minute, when ticks are over. */
    @Schedule(hour = "*", minute = "*", second = "25", persistent = false)
    public void write() {
        work.fired();
    }
}
