package io.carillon.insight;

import io.carillon.insight.LiveWindow.Standing;
import io.carillon.message.DeliveryIds;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.platform.OutageLog;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The streams of this node. While there is one, it looks once a second for deliveries that are new or have changed, and gives
 * them to all of them. Nothing is written, and nodes share nothing.
 */
@ApplicationScoped
class LiveDeliveries {

    private static final FactLog LOG = FactLog.of(LiveDeliveries.class);
    private static final int MOST_LOOKED_AT = 5_000;

    @Inject
    private StreamedDeliveries deliveries;
    @Resource
    private ManagedScheduledExecutorService scheduler;

    private final OutageLog outage = OutageLog.of(LOG, "stream.failed", "stream.recovered");
    private final Set<DeliveryStream> streams = ConcurrentHashMap.newKeySet();
    private LiveWindow window;
    private Future<?> looking;

    /** Gives {@code stream} what happens from now on, until it is removed. */
    synchronized void add(DeliveryStream stream) {
        if (looking == null) {
            String from = recent();
            window = new LiveWindow(from, deliveries.after(from, MOST_LOOKED_AT));
            looking = scheduler.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
        }
        streams.add(stream);
    }

    /** The last event of a client that has all deliveries until now. */
    String now() {
        return DeliveryIds.at(deliveries.now());
    }

    synchronized void remove(DeliveryStream stream) {
        streams.remove(stream);
        if (streams.isEmpty() && looking != null) {
            looking.cancel(false);
            looking = null;
        }
    }

    int count() {
        return streams.size();
    }

    int countOf(String keyId) {
        return (int) streams.stream().filter(stream -> stream.isOf(keyId)).count();
    }

    @PreDestroy
    void stop() {
        streams.forEach(DeliveryStream::end);
    }

    private void look() {
        try {
            List<StreamedDelivery> changed = deliveries.whole(changed());
            streams.forEach(stream -> stream.offer(changed));
            outage.succeeded();
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }

    private synchronized List<String> changed() {
        Map<String, Standing> seen = deliveries.after(window.from(), MOST_LOOKED_AT);
        boolean isAll = seen.size() < MOST_LOOKED_AT;
        seen.putAll(deliveries.of(window.watched()));
        return window.look(seen, isAll, recent(), StreamedDeliveries.PAGE);
    }

    private String recent() {
        return Ids.lowest("dl", deliveries.now().minus(DeliveryIds.OVERLAP));
    }
}
