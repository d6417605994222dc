package io.carillon.dispatch;

import io.carillon.delivery.DeliveryResult;
import io.carillon.delivery.DeliveryResult.Answered;
import io.carillon.delivery.DeliveryResult.NoAnswer;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
    private static final int LARGEST_CLAIM = 128;

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
    private Lanes<Claimed> lanes;
    private ExecutorService claimer;
    private ExecutorService senders;

    @PostConstruct
    void start() {
        lanes = new Lanes<>(settings.deliveryConcurrency(), settings.deliveryConcurrencyPerEndpoint());
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
            Set<String> refused = new TreeSet<>();
            boolean again = true;
            while (again) {
                again = claimSome(refused);
            }
        } catch (RuntimeException e) {
            LOG.warn("claim.failed", "reason", FactLog.rootOf(e));
        }
    }

    /**
     * Claims once; whether it is worth trying again at once.
     *
     * @param refused endpoints that had no place a moment ago; what is due to others stands behind them
     */
    private boolean claimSome(Set<String> refused) {
        refused.addAll(lanes.crowded());
        int limit = Math.min(lanes.free(), LARGEST_CLAIM);
        moreIsWaiting = limit < LARGEST_CLAIM || !refused.isEmpty();
        if (limit == 0) {
            return false;
        }
        Claim claim = claim(limit, List.copyOf(refused));
        claim.settled().forEach(claimed -> lanes.release(claimed.recipient()));
        claim.deliveries().forEach(claimed -> lanes.add(claimed.recipient(), claimed));
        startAll();
        moreIsWaiting |= !claim.refused().isEmpty();
        refused.addAll(claim.refused());
        return claim.seen() == limit;
    }

    private Claim claim(int limit, List<String> crowded) {
        List<Recipient> places = new ArrayList<>();
        try {
            return claims.claim(limit, crowded, recipient -> lanes.reserve(recipient) && places.add(recipient));
        } catch (RuntimeException e) {
            places.forEach(lanes::release);
            throw e;
        }
    }

    private void startAll() {
        for (Optional<Claimed> next = lanes.next(); next.isPresent(); next = lanes.next()) {
            Claimed first = next.get();
            senders.execute(() -> work(first));
        }
    }

    /** Attempts {@code first}, then whatever has its turn, as long as there is anything. */
    private void work(Claimed first) {
        Optional<Claimed> next = Optional.of(first);
        while (next.isPresent()) {
            Recipient recipient = next.get().recipient();
            boolean succeeded = false;
            try {
                succeeded = attempt(next.get());
            } finally {
                lanes.finish(recipient, succeeded);
            }
            next = lanes.next();
            startAll();
            if (moreIsWaiting && lanes.hasRoom(recipient)) {
                wake();
            }
        }
    }

    /** Whether the receiver answered with success. */
    private boolean attempt(Claimed claimed) {
        Delivery delivery = claimed.delivery();
        if (claimed.waitedLongerThan(DeliveryClaims.LEASE_MARGIN.dividedBy(2))) {
            LOG.debug("delivery.left", "id", delivery.id(), "note", "due again when its lease ends");
            return false;
        }
        try {
            List<String> signing = secrets.signingAt(clock.instant(), delivery.endpoint());
            DeliveryResult result = sender.send(new Webhook(delivery.message(), Target.of(delivery.endpoint()),
                    delivery.attempts() + 1, signing));
            if (senders.isShutdown() && result instanceof NoAnswer) {
                LOG.info("delivery.left", "id", delivery.id(), "endpoint", delivery.endpoint().id(),
                        "note", "the service stops; due again when its lease ends");
                return false;
            }
            outcomes.record(delivery, result);
            return result instanceof Answered answered && delivery.endpoint().format().isSuccess(answered.status());
        } catch (RuntimeException e) {
            LOG.warn("attempt.unrecorded", "id", delivery.id(), "endpoint", delivery.endpoint().id(),
                    "reason", FactLog.rootOf(e));
            return false;
        }
    }
}
