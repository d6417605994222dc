package io.carillon.platform;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Starts the work of EJB timers that are silent. It waits on a thread of its own, by a clock that setting the system's clock
 * does not move (decision 13), and does nothing while the timers fire. One thread watches; the work runs on others, so that work
 * that hangs delays no other.
 */
@ApplicationScoped
public class TimerWatchdog {

    private static final int LOOK_MILLIS = 250;
    private static final FactLog LOG = FactLog.of(TimerWatchdog.class);

    @Resource
    private ManagedThreadFactory threads;
    @Inject
    private MonotonicClock clock;

    private final List<TimedWork> watched = new CopyOnWriteArrayList<>();
    private final OutageLog silence = OutageLog.of(LOG, "timer.silent", "timer.heard");
    private ScheduledExecutorService watch;
    private ExecutorService workers;

    /**
     * Watches the work of a timer from now on.
     *
     * @param interval the time between two firings of the timer
     * @param log      gets the failures, under the names {@code failed} and {@code recovered}
     */
    public synchronized TimedWork watch(Duration interval, Runnable work, FactLog log, String failed, String recovered) {
        TimedWork timed = new TimedWork(interval, work, OutageLog.of(log, failed, recovered, clock), clock);
        watched.add(timed);
        if (watch == null) {
            workers = Executors.newCachedThreadPool(threads);
            watch = Executors.newSingleThreadScheduledExecutor(threads);
            watch.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return timed;
    }

    private void look() {
        List<TimedWork> missed = watched.stream().filter(TimedWork::isMissed).toList();
        if (missed.isEmpty()) {
            return;
        }
        silence.failed("a timer of the server does not fire; its work is started without it");
        missed.forEach(work -> workers.execute(work::ring));
    }

    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @BeforeDestroyed(ApplicationScoped.class) Object application) {
        if (watch != null) {
            watch.shutdownNow();
            workers.shutdown();
        }
    }
}
