package io.carillon.operations;

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

/** Looks for due notices on every node. No exception may leave the method: the container would remove the timer for good. */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class NoticeTimer {

    private static final FactLog LOG = FactLog.of(NoticeTimer.class);

    @Inject
    private Notifier notifier;
    @Inject
    private TimerWatchdog watchdog;

    private TimedWork work;

    @PostConstruct
    void watch() {
        work = watchdog.watch(Duration.ofSeconds(2), notifier::sendDue, LOG, "notices.failed", "notices.recovered");
    }

    /** Sends the notices that are due. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void sendDue() {
        work.fired();
    }
}
