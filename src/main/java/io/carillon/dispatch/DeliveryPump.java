package io.carillon.dispatch;

import static io.carillon.settings.Setting.DELIVERY_CONCURRENCY;
import static io.carillon.settings.Setting.DELIVERY_CONCURRENCY_PER_ENDPOINT;

import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.dispatch.DeliveryClaims.Claim;
import io.carillon.dispatch.DeliveryClaims.Holds;
import io.carillon.endpoint.TrackRecord;
import io.carillon.message.DeliveriesWritten;
import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.carillon.platform.RunningWork;
import io.carillon.settings.Settings;
import io.carillon.statistics.DeliveryCounts;
import io.carillon.tracking.Outcome;
import io.carillon.tracking.Outcomes;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sends due deliveries. It is woken by the timer, by every transaction that wrote deliveries, and by attempts that end while
 * more deliveries are waiting. One thread claims. As many threads as attempts may be in flight send, outside any transaction,
 * and record the outcomes ({@link OutcomeRecorder}). What is claimed for an endpoint with a rate limit waits for its slot first.
 * When the service stops, attempts in flight get a few seconds; a delivery whose attempt does not end in time is sent again after
 * its lease. What was claimed and not attempted is due again at once.
 */
@ApplicationScoped
public class DeliveryPump {

    private static final FactLog LOG = FactLog.of(DeliveryPump.class);
    private static final int STOP_SECONDS = 5;
    private static final int RECORD_SECONDS = 3;
    private static final int LARGEST_CLAIM = 128;

    @Resource
    private ManagedThreadFactory threads;
    @Inject
    private DeliveryClaims claims;
    @Inject
    private AttemptRunner attempt;
    @Inject
    private Outcomes outcomes;
    @Inject
    private Settings settings;
    @Inject
    private RunningWork running;
    @Inject
    private DeliveryCounts counts;

    private final OutageLog outage = OutageLog.of(LOG, "claim.failed", "claim.recovered");
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Backlog backlog = new Backlog();
    private final KnownPauses pauses = new KnownPauses();
    private final KnownPaces paces = new KnownPaces();
    private final Behind behind = new Behind();
    private volatile boolean moreIsWaiting;
    private volatile boolean pacedAreWaiting;
    private Lanes<ClaimedDelivery> lanes;
    private ExecutorService claimer;
    private ExecutorService senders;
    private OutcomeRecorder recorder;
    private SlotWait slots;

    @PostConstruct
    void start() {
        lanes = new Lanes<>(settings.number(DELIVERY_CONCURRENCY), settings.number(DELIVERY_CONCURRENCY_PER_ENDPOINT));
        claimer = Executors.newSingleThreadExecutor(threads);
        senders = Executors.newFixedThreadPool(settings.number(DELIVERY_CONCURRENCY), threads);
        recorder = new OutcomeRecorder(outcomes, counts, DeliveryClaims.lease(settings));
        slots = new SlotWait(threads, claimed -> send(List.of(claimed)));
    }

    /** Runs before any bean is destroyed: attempts in flight still need the client, and their outcomes the session beans. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @BeforeDestroyed(ApplicationScoped.class) Object application) {
        claimer.shutdownNow();
        attempt.stopping();
        slots.stop();
        senders.shutdown();
        try {
            senders.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
            recorder.stop();
            senders.awaitTermination(RECORD_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        senders.shutdownNow();
    }

    void deliveriesWritten(@Observes(during = TransactionPhase.AFTER_SUCCESS) DeliveriesWritten written) {
        wake();
    }

    /** Starts a claim on the claiming thread; returns at once. */
    void wake() {
        if (!claimer.isShutdown() && woken.compareAndSet(false, true)) {
            claimer.execute(this::claimAll);
        }
    }

    /** Whether a delivery to {@code endpointId} can be sent without a claim: no other waits, no pause, no rate limit. */
    boolean takesDirectly(String endpointId) {
        return !claimer.isShutdown() && !behind.contains(endpointId) && !pauses.contains(endpointId, System.nanoTime())
                && !paces.contains(endpointId);
    }

    /** Reserves a slot for a delivery that is not written yet; returns false, and leaves it to a claim, if there is none. */
    boolean reserve(Recipient recipient) {
        return lanes.reserveWithRoom(recipient);
    }

    /** A delivery to {@code endpointId} is left to a claim; later ones do not go ahead of it. */
    void leave(String endpointId, Optional<TrackRecord> trackRecord) {
        behind.add(endpointId, trackRecord);
    }

    /** Sends what has a place and may start. */
    void send(List<ClaimedDelivery> ready) {
        ready.forEach(claimed -> lanes.add(claimed.recipient(), claimed));
        startAll();
    }

    /** Releases slots of deliveries that are not written after all. */
    void release(List<Recipient> reserved) {
        reserved.forEach(this::release);
    }

    private void claimAll() {
        woken.set(false);
        try {
            Set<Recipient> refused = new HashSet<>();
            if (pauses.isOld(System.nanoTime())) {
                Holds holds = running.call("pump", claims::holds);
                pauses.refresh(holds.paused(), System.nanoTime());
                paces.refresh(holds.paces(), System.nanoTime());
            }
            boolean again = true;
            while (again) {
                again = running.call("pump", () -> claimSome(refused));
            }
            do {
                again = running.call("pump", () -> claimPaced(refused));
            } while (again);
            outage.succeeded();
        } catch (RuntimeException e) {
            outage.failed(e);
        }
    }

    /**
     * Claims once; returns whether to claim again at once.
     *
     * @param refused recipients without a free slot a moment ago; deliveries to others are due behind theirs
     */
    private boolean claimSome(Set<Recipient> refused) {
        refused.addAll(lanes.crowded());
        int limit = Math.min(lanes.free(), LARGEST_CLAIM);
        Set<String> held = new HashSet<>(pauses.all());
        held.addAll(paces.all());
        LeftOut leftOut = LeftOut.of(refused, lanes.crowdedTrackRecords(), held);
        moreIsWaiting = limit < LARGEST_CLAIM || !held.containsAll(leftOut.endpoints()) || !leftOut.trackRecords().isEmpty();
        if (limit == 0) {
            return false;
        }
        long now = System.nanoTime();
        Optional<Duration> reach = backlog.reach(leftOut, now);
        Set<String> wereBehind = behind.all();
        Claim claim = reserving(take -> claims.claim(limit, leftOut, reach, take));
        refused.addAll(claim.refused());
        if (claim.seen() < limit) {
            LeftOut left = LeftOut.of(refused, leftOut.trackRecords(), held);
            backlog.seenAll(left, reach, now);
            behind.caughtUp(wereBehind, left);
        }
        accept(claim);
        moreIsWaiting |= !claim.refused().isEmpty();
        return claim.seen() == limit;
    }

    /** Claims once to endpoints with rate limits; returns whether to claim again at once. */
    private boolean claimPaced(Set<Recipient> refused) {
        Set<String> open = new HashSet<>(paces.open(System.nanoTime()));
        open.removeAll(pauses.all());
        Set<String> full = refused.stream().map(Recipient::endpointId).collect(Collectors.toSet());
        pacedAreWaiting = !Collections.disjoint(open, full);
        open.removeAll(full);
        int limit = Math.min(lanes.free(), LARGEST_CLAIM);
        if (open.isEmpty() || limit == 0) {
            return false;
        }
        Claim claim = reserving(take -> claims.claimPaced(limit, open, take));
        paces.update(claim.paces(), System.nanoTime());
        refused.addAll(claim.refused());
        accept(claim);
        pacedAreWaiting |= !claim.refused().isEmpty();
        return claim.seen() == limit;
    }

    /** Puts in their lanes what was claimed, at once or when its slot comes. */
    private void accept(Claim claim) {
        claim.unsent().forEach(claimed -> lanes.release(claimed.recipient()));
        claim.skipped().forEach(skipped -> counts.skipped(AttemptCounts.subjectOf(skipped), 1));
        Map<Boolean, List<ClaimedDelivery>> bySlot =
                claim.deliveries().stream().collect(Collectors.partitioningBy(ClaimedDelivery::hasSlot));
        bySlot.get(true).forEach(slots::add);
        send(bySlot.get(false));
    }

    /** A claim that reserves places in the lanes; they are released if it fails. */
    private Claim reserving(Function<Predicate<Recipient>, Claim> claim) {
        List<Recipient> places = new ArrayList<>();
        try {
            return claim.apply(recipient -> lanes.reserve(recipient) && places.add(recipient));
        } catch (RuntimeException e) {
            places.forEach(lanes::release);
            throw e;
        }
    }

    private void startAll() {
        for (Optional<ClaimedDelivery> next = lanes.next(); next.isPresent(); next = lanes.next()) {
            ClaimedDelivery first = next.get();
            senders.execute(() -> work(first));
        }
    }

    /** Attempts {@code first}, then the next deliveries in turn until there are none. */
    private void work(ClaimedDelivery first) {
        Optional<ClaimedDelivery> next = Optional.of(first);
        while (next.isPresent()) {
            ClaimedDelivery claimed = next.get();
            Optional<Outcome> outcome = Optional.empty();
            try {
                outcome = attemptOrGiveBack(claimed);
            } finally {
                lanes.finish(claimed.recipient(), outcome.filter(made -> made.verdict().isSuccess()).isPresent());
                release(claimed.recipient());
            }
            next = lanes.next();
            startAll();
        }
    }

    private Optional<Outcome> attemptOrGiveBack(ClaimedDelivery claimed) {
        if (attempt.isTooLate(claimed) || claimed.missedItsSlot()
                || pauses.contains(claimed.recipient().endpointId(), System.nanoTime())) {
            giveBack(claimed);
            return Optional.empty();
        }
        Optional<Outcome> outcome = attempt.make(claimed);
        outcome.flatMap(made -> made.result().pause())
                .ifPresent(length -> pauses.add(claimed.recipient().endpointId(), length, System.nanoTime()));
        outcome.ifPresent(made -> recorder.record(claimed, made));
        return outcome;
    }

    private void giveBack(ClaimedDelivery claimed) {
        try {
            claims.giveBack(claimed);
        } catch (RuntimeException e) {
            LOG.debug("delivery.left", "id", claimed.delivery().id(), "note", "not attempted; due again when its lease ends");
        }
    }

    private void release(Recipient recipient) {
        lanes.release(recipient);
        if ((moreIsWaiting || pacedAreWaiting && paces.contains(recipient.endpointId())) && lanes.hasRoom(recipient)) {
            wake();
        }
    }
}
