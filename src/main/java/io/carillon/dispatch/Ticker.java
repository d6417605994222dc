package io.carillon.dispatch;

import static io.carillon.settings.Setting.PAGE_SIZE;
import static io.carillon.settings.Setting.WINDOW;

import io.carillon.database.Database;
import io.carillon.dispatch.BucketCloser.Closed;
import io.carillon.platform.FactLog;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * One tick: closes all due buckets, however late it runs. A bucket is due once the window in which it was opened is over, so an
 * object is announced at most once in a window, and no change waits longer than until the next window starts.
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
    private Clock clock;
    @Inject
    private TickTimes record;

    /** Closes every due bucket, page by page. */
    void tick() {
        Instant began = clock.instant();
        Instant windowStart = Window.startOf(database.now(), settings.duration(WINDOW));
        int buckets = 0;
        int deliveries = 0;
        Closed page;
        do {
            page = closer.closePage(windowStart);
            buckets += page.buckets();
            deliveries += page.deliveries();
            record.succeeded();
        } while (page.buckets() == settings.number(PAGE_SIZE));
        if (buckets > 0) {
            LOG.info("tick.closed", "window", windowStart, "buckets", buckets, "deliveries", deliveries,
                    "ms", Duration.between(began, clock.instant()).toMillis());
        }
    }
}
