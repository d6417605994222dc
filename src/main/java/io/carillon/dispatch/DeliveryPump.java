package io.carillon.dispatch;

import io.carillon.delivery.DeliveryResult;
import io.carillon.delivery.Webhook;
import io.carillon.delivery.Webhook.Target;
import io.carillon.delivery.WebhookSender;
import io.carillon.dispatch.DeliveryClaims.Claim;
import io.carillon.message.DeliveriesDue;
import io.carillon.message.Delivery;
import io.carillon.platform.FactLog;
import io.carillon.platform.Settings;
import io.carillon.registry.SigningSecrets;
import io.carillon.tracking.Outcomes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Sends what is due. It is woken by the timer, by every transaction that wrote deliveries, and by attempts that end while
 * more is waiting. One thread claims; as many threads as attempts may be in flight send and record, outside any
 * transaction of the claim. When the service stops, attempts in flight are given a moment; what does not end in it is sent
 * again after its lease.
 */
@ApplicationScoped
public class DeliveryPump {

    private static final FactLog LOG = FactLog.of(DeliveryPump.class);
    private static final int STOP_SECONDS = 5;

    @Resource
    private ManagedThreadFactory threads;
    @Inject
    private DeliveryClaims claims;
    @Inject
    private WebhookSender sender;
    @Inject
    private Outcomes outcomes;
    @Inject
    private SigningSecrets secrets;
    @Inject
    private Settings settings;
    @Inject
    private Clock clock;

    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile boolean moreIsWaiting;
    private FlightControl flights;
    private ExecutorService claimer;
    private ExecutorService senders;

    @PostConstruct
    void start() {
        flights = new FlightControl(settings.deliveryConcurrency(), settings.deliveryConcurrencyPerEndpoint());
        claimer = Executors.newSingleThreadExecutor(threads);
        senders = Executors.newFixedThreadPool(settings.deliveryConcurrency(), threads);
    }

    @PreDestroy
    void stop() {
        claimer.shutdownNow();
        senders.shutdown();
        try {
            senders.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.shutdownNow();
    }

    void deliveriesWritten(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesDue written) {
        wake();
    }

    /** Looks for due deliveries soon; returns at once. */
    void wake() {
        if (!claimer.isShutdown() && woken.compareAndSet(false, true)) {
            claimer.execute(this::claimAll);
        }
    }

    private void claimAll() {
        woken.set(false);
        try {
            while (claimSome()) {
                LOG.debug("deliveries.claimed");
            }
        } catch (RuntimeException e) {
            LOG.error("claim.failed", e);
        }
    }

    /** Claims once; whether it is worth trying again at once. */
    private boolean claimSome() {
        int free = flights.free();
        List<String> full = flights.full();
        moreIsWaiting = free == 0 || !full.isEmpty();
        if (free == 0) {
            return false;
        }
        Claim claim = claim(free, full);
        claim.settled().forEach(delivery -> flights.release(delivery.endpoint().id()));
        claim.deliveries().forEach(delivery -> senders.execute(() -> attempt(delivery)));
        moreIsWaiting |= claim.seen() > claim.deliveries().size() + claim.settled().size();
        return claim.seen() == free;
    }

    private Claim claim(int free, List<String> full) {
        List<String> places = new ArrayList<>();
        try {
            return claims.claim(free, full, endpointId -> flights.take(endpointId) && places.add(endpointId));
        } catch (RuntimeException e) {
            places.forEach(flights::release);
            throw e;
        }
    }

    private void attempt(Delivery delivery) {
        try {
            List<String> signing = secrets.signingAt(clock.instant(), delivery.endpoint());
            DeliveryResult result = sender.send(new Webhook(delivery.message(), Target.of(delivery.endpoint()),
                    delivery.attempts() + 1, signing));
            outcomes.record(delivery, result);
        } catch (RuntimeException e) {
            LOG.error("attempt.unrecorded", e, "id", delivery.id(), "endpoint", delivery.endpoint().id());
        } finally {
            flights.release(delivery.endpoint().id());
            if (moreIsWaiting) {
                wake();
            }
        }
    }
}
