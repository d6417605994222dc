package io.carillon.dispatch;

import static io.carillon.settings.Setting.PAGE_SIZE;
import static io.carillon.settings.Setting.WINDOW;

import io.carillon.database.Database;
import io.carillon.dispatch.BucketCloser.Closed;
import io.carillon.meter.Distribution;
import io.carillon.meter.Meters;
import io.carillon.platform.FactLog;
import io.carillon.platform.MonotonicClock;
import io.carillon.platform.RunningWork;
import io.carillon.settings.Settings;
import io.carillon.statistics.DeliveryCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;

/**
 * One tick: closes all due buckets, however late it runs. The buckets of an object are due once the window in which the first of
 * them was opened is over, so an endpoint gets at most one webhook for an object in a window, and no change waits longer than
 * until the next window starts.
 */
@ApplicationScoped
class Ticker {

    private static final FactLog LOG = FactLog.of(Ticker.class);

    @Inject
    private Database database;
    @Inject
    private BucketCloser closer;
    @Inject
    private Settings settings;
    @Inject
    private MonotonicClock clock;
    @Inject
    private RunningWork running;
    @Inject
    private TickTimes times;
    @Inject
    private DeliveryCounts counts;

    /** Closes every due bucket, page by page. */
    void tick() {
        long began = clock.now();
        Instant windowStart = Window.startOf(database.now(), settings.duration(WINDOW));
        int objects = 0;
        int deliveries = 0;
        Closed page;
        do {
            page = running.call("tick", () -> closer.closePage(windowStart));
            page.count(counts);
            objects += page.objects();
            deliveries += page.deliveries();
            times.succeeded();
        } while (page.objects() == settings.number(PAGE_SIZE));
        if (objects > 0) {
            Meters.TICK_DURATION.observe(Distribution.seconds(clock.now() - began));
            LOG.info("tick.closed", "window", windowStart, "objects", objects, "deliveries", deliveries,
                    "ms", clock.since(began).toMillis());
        }
    }
}
