package io.carillon.dispatch;

import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.database.Database;
import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.EndpointPauses;
import io.carillon.endpoint.Pace;
import io.carillon.endpoint.Paces;
import io.carillon.message.CancelReason;
import io.carillon.message.Deliveries;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.message.DueDelivery;
import io.carillon.message.Message;
import io.carillon.message.Messages;
import io.carillon.message.Turns;
import io.carillon.platform.UnitOfWork;
import io.carillon.settings.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Claims due deliveries for this node. A node that dies, or is suspended for longer than the lease, loses its claim, and any node
 * may claim the delivery again. Deliveries to endpoints that no longer receive, those whose organization does not enable the
 * application, and those that lack their content, are settled here instead of being sent. Those to endpoints with a rate limit
 * are claimed together with slots, and those that wait for their turn are put off.
 */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class DeliveryClaims {

    /** By how much a lease outlasts an attempt's deadline: half to wait before the attempt, the rest to record its outcome. */
    static final Duration LEASE_MARGIN = Duration.ofSeconds(10);

    @Inject
    private Deliveries deliveries;
    @Inject
    private Turns turns;
    @Inject
    private Messages messages;
    @Inject
    private EndpointPauses pauses;
    @Inject
    private Paces paces;
    @Inject
    private Database database;
    @Inject
    private Settings settings;

    /**
     * Claims up to {@code limit} due deliveries to endpoints without a rate limit.
     *
     * @param leftOut endpoints and track records whose deliveries are skipped
     * @param reach   how long ago the deliveries became due, at most; empty for all
     * @param take    reserves a slot for one more attempt; a delivery without a slot stays due
     * @return what was found, including the claimed deliveries with their messages and endpoints
     */
    public Claim claim(int limit, LeftOut leftOut, Optional<Duration> reach, Predicate<Recipient> take) {
        List<DueDelivery> due = deliveries.lockDue(limit, leftOut.endpoints(), leftOut.trackRecords(), reach);
        Map<Boolean, List<DueDelivery>> byPlace =
                ready(due).stream().collect(Collectors.partitioningBy(delivery -> take.test(Recipient.of(delivery))));
        Map<DueDelivery, Long> taken = new LinkedHashMap<>();
        byPlace.get(true).forEach(delivery -> taken.put(delivery, null));
        return lease(taken, new Claim(due.size(), recipients(byPlace.get(false)), List.of()));
    }

    /**
     * Claims up to {@code limit} due deliveries to {@code endpoints}, which have rate limits: as many as there are slots. An
     * endpoint whose slots another node is taking is refused.
     */
    public Claim claimPaced(int limit, Set<String> endpoints, Predicate<Recipient> take) {
        List<DueDelivery> due = deliveries.lockDue(limit, endpoints);
        Map<DueDelivery, Long> taken = new LinkedHashMap<>();
        Claim claim = new Claim(due.size(), new HashSet<>(), new ArrayList<>());
        ready(due).stream().collect(Collectors.groupingBy(DueDelivery::endpointId, TreeMap::new, Collectors.toList()))
                .forEach((id, ofEndpoint) -> paces.lock(id).ifPresentOrElse(
                        pace -> takeSlots(pace, ofEndpoint, take, taken, claim),
                        () -> claim.refused.addAll(recipients(ofEndpoint))));
        return lease(taken, claim);
    }

    private List<DueDelivery> ready(List<DueDelivery> due) {
        return turns.ready(due, lease(settings));
    }

    /** A slot is counted from the moment at which the pace was read: what the claim still has to do must not move it. */
    private void takeSlots(Pace pace, List<DueDelivery> due, Predicate<Recipient> take, Map<DueDelivery, Long> taken,
            Claim claim) {
        long now = System.nanoTime();
        List<Duration> slots = pace.slots(due.size());
        int number = 0;
        while (number < slots.size() && take.test(Recipient.of(due.get(number)))) {
            taken.put(due.get(number), now + slots.get(number).toNanos());
            number++;
        }
        if (number < slots.size()) {
            claim.refused.add(Recipient.of(due.get(number)));
        }
        Pace left = pace.after(number);
        if (number > 0) {
            paces.advance(left);
        }
        claim.paces.add(left);
    }

    private static Set<Recipient> recipients(List<DueDelivery> due) {
        return due.stream().map(Recipient::of).collect(Collectors.toCollection(HashSet::new));
    }

    /** Leases what was taken, and adds it to {@code claim}. */
    private Claim lease(Map<DueDelivery, Long> taken, Claim claim) {
        if (taken.isEmpty()) {
            return claim;
        }
        deliveries.lease(taken.keySet(), lease(settings));
        List<ClaimedDelivery> loaded = load(taken);
        Set<String> forbidden = deliveries.withoutConsent(loaded.stream().map(ClaimedDelivery::delivery).toList());
        Map<Boolean, List<ClaimedDelivery>> byPermission = loaded.stream().collect(Collectors.partitioningBy(
                claimed -> claimed.delivery().endpoint().isActive() && !forbidden.contains(claimed.delivery().id())
                        && !claimed.delivery().lacksContent()));
        claim.skipped.addAll(settle(byPermission.get(false), forbidden));
        claim.unsent.addAll(byPermission.get(false));
        byPermission.get(true).forEach(claimed -> giveBackOrSend(claimed, claim));
        return claim;
    }

    /** This node does not know yet if an endpoint was paused, or got its limit, a moment ago. */
    private void giveBackOrSend(ClaimedDelivery claimed, Claim claim) {
        Endpoint endpoint = claimed.delivery().endpoint();
        if (endpoint.flow().isPaused() || endpoint.flow().rateLimit() != null && !claimed.hasSlot()) {
            giveBack(claimed);
            claim.unsent.add(claimed);
            claim.refused.add(claimed.recipient());
        } else {
            claim.deliveries.add(claimed);
        }
    }

    /** How long a claim holds. */
    static Duration lease(Settings settings) {
        return settings.duration(DELIVERY_TIMEOUT).plus(LEASE_MARGIN);
    }

    /** Returns what holds deliveries back. */
    public Holds holds() {
        return new Holds(pauses.current(), paces.current());
    }

    /** Ends the claim of a delivery that is not sent now, because its endpoint is paused or its slot is over. */
    public void giveBack(ClaimedDelivery claimed) {
        deliveries.giveBack(claimed.delivery());
    }

    private List<ClaimedDelivery> load(Map<DueDelivery, Long> slots) {
        Set<DueDelivery> taken = slots.keySet();
        Map<String, Endpoint> endpoints = database.entities()
                .createQuery("SELECT e FROM Endpoint e WHERE e.id IN :ids", Endpoint.class)
                .setParameter("ids", taken.stream().map(DueDelivery::endpointId).distinct().toList())
                .getResultStream().collect(Collectors.toMap(Endpoint::id, Function.identity()));
        Map<String, Message> contents = messages.find(taken.stream().map(DueDelivery::messageId).toList());
        return taken.stream().map(due -> new ClaimedDelivery(new Delivery(due.id(), contents.get(due.messageId()),
                endpoints.get(due.endpointId()), due.attempts(), due.scheduleFrom(), due.fence() + 1),
                Recipient.of(due), System.nanoTime(), slots.get(due))).toList();
    }

    /** Returns those that are skipped. */
    private List<Delivery> settle(List<ClaimedDelivery> unsent, Set<String> forbidden) {
        deliveries.cancel(forbidden, CancelReason.NOT_ENABLED);
        Map<Boolean, List<Delivery>> byContent = unsent.stream().map(ClaimedDelivery::delivery)
                .filter(delivery -> !forbidden.contains(delivery.id()))
                .collect(Collectors.partitioningBy(Delivery::lacksContent));
        deliveries.cancel(byContent.get(true).stream().map(Delivery::id).toList(), CancelReason.CONTENT_REMOVED);
        List<Delivery> notActive = byContent.get(false);
        Map<String, DeliveryState> states = notActive.stream()
                .collect(Collectors.toMap(Delivery::id, delivery -> DeliveryState.unsent(delivery.endpoint().status())));
        deliveries.settle(states);
        return notActive.stream().filter(delivery -> states.get(delivery.id()) == DeliveryState.SKIPPED).toList();
    }

    /** The ids of the endpoints that are paused, and the paces of those with rate limits. */
    public record Holds(Set<String> paused, List<Pace> paces) {
    }

    /**
     * The result of one claim.
     *
     * @param seen       how many due deliveries were found
     * @param deliveries those to send
     * @param unsent     those not sent, because they may not be or their endpoint is not active or holds them back; their places
     *                   must be released
     * @param skipped    those of {@code unsent} that are skipped
     * @param refused    recipients with due deliveries and no free place
     * @param paces      what is left of the slots of endpoints with rate limits
     */
    public record Claim(int seen, List<ClaimedDelivery> deliveries, List<ClaimedDelivery> unsent, List<Delivery> skipped,
            Set<Recipient> refused, List<Pace> paces) {

        private Claim(int seen, Set<Recipient> refused, List<Pace> paces) {
            this(seen, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), refused, paces);
        }
    }
}
