package io.carillon.dispatch;

import static io.carillon.settings.Setting.DELIVERY_TIMEOUT;

import io.carillon.database.Database;
import io.carillon.dispatch.Backlog.LeftOut;
import io.carillon.endpoint.Endpoint;
import io.carillon.endpoint.EndpointPauses;
import io.carillon.message.CancelReason;
import io.carillon.message.Deliveries;
import io.carillon.message.Delivery;
import io.carillon.message.DeliveryState;
import io.carillon.message.DueDelivery;
import io.carillon.message.Message;
import io.carillon.message.Messages;
import io.carillon.platform.UnitOfWork;
import io.carillon.settings.Settings;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Claims due deliveries for this node. A node that dies, or is suspended for longer than the lease, loses its claim, and any node
 * may claim the delivery again. Deliveries to endpoints that no longer receive, and those whose organization does not enable the
 * application, are settled here instead of being sent.
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
    private Messages messages;
    @Inject
    private EndpointPauses pauses;
    @Inject
    private Database database;
    @Inject
    private Settings settings;

    /**
     * Claims up to {@code limit} due deliveries.
     *
     * @param leftOut endpoints and track records whose deliveries are skipped
     * @param reach   how long ago the deliveries became due, at most; empty for all
     * @param take    reserves a slot for one more attempt; a delivery without a slot stays due
     * @return what was found, including the claimed deliveries with their messages and endpoints
     */
    public Claim claim(int limit, LeftOut leftOut, Optional<Duration> reach, Predicate<Recipient> take) {
        List<DueDelivery> due = deliveries.lockDue(limit, leftOut.endpoints(), leftOut.trackRecords(), reach);
        Map<Boolean, List<DueDelivery>> byPlace =
                due.stream().collect(Collectors.partitioningBy(delivery -> take.test(Recipient.of(delivery))));
        List<DueDelivery> taken = byPlace.get(true);
        Set<Recipient> refused = byPlace.get(false).stream().map(Recipient::of).collect(Collectors.toSet());
        if (taken.isEmpty()) {
            return new Claim(due.size(), List.of(), List.of(), List.of(), refused);
        }
        deliveries.lease(taken, lease(settings));
        List<ClaimedDelivery> loaded = load(taken);
        Set<String> forbidden = deliveries.withoutConsent(loaded.stream().map(ClaimedDelivery::delivery).toList());
        Map<Boolean, List<ClaimedDelivery>> byPermission = loaded.stream().collect(Collectors.partitioningBy(
                claimed -> claimed.delivery().endpoint().isActive() && !forbidden.contains(claimed.delivery().id())));
        List<Delivery> skipped = settle(byPermission.get(false), forbidden);
        return new Claim(due.size(), byPermission.get(true), byPermission.get(false), skipped, refused);
    }

    /** How long a claim holds. */
    static Duration lease(Settings settings) {
        return settings.duration(DELIVERY_TIMEOUT).plus(LEASE_MARGIN);
    }

    /** Returns the ids of the endpoints that are paused. */
    public Set<String> paused() {
        return pauses.current();
    }

    /** Ends the claim of a delivery that is not sent now, because its endpoint is paused. */
    public void giveBack(ClaimedDelivery claimed) {
        deliveries.giveBack(claimed.delivery());
    }

    private List<ClaimedDelivery> load(List<DueDelivery> taken) {
        Map<String, Endpoint> endpoints = database.entities()
                .createQuery("SELECT e FROM Endpoint e WHERE e.id IN :ids", Endpoint.class)
                .setParameter("ids", taken.stream().map(DueDelivery::endpointId).distinct().toList())
                .getResultStream().collect(Collectors.toMap(Endpoint::id, Function.identity()));
        Map<String, Message> contents = messages.find(taken.stream().map(DueDelivery::messageId).toList());
        return taken.stream().map(due -> new ClaimedDelivery(new Delivery(due.id(), contents.get(due.messageId()),
                endpoints.get(due.endpointId()), due.attempts(), due.scheduleFrom(), due.fence() + 1),
                Recipient.of(due), System.nanoTime())).toList();
    }

    /** Returns those that are skipped. */
    private List<Delivery> settle(List<ClaimedDelivery> unsent, Set<String> forbidden) {
        deliveries.cancel(forbidden, CancelReason.NOT_ENABLED);
        List<Delivery> notActive = unsent.stream().map(ClaimedDelivery::delivery)
                .filter(delivery -> !forbidden.contains(delivery.id())).toList();
        Map<String, DeliveryState> states = notActive.stream()
                .collect(Collectors.toMap(Delivery::id, delivery -> DeliveryState.unsent(delivery.endpoint().status())));
        deliveries.settle(states);
        return notActive.stream().filter(delivery -> states.get(delivery.id()) == DeliveryState.SKIPPED).toList();
    }

    /**
     * The result of one claim.
     *
     * @param seen       how many due deliveries were found
     * @param deliveries those to send
     * @param settled    those not sent, because they may not or their endpoint is not active; their slots must be released
     * @param skipped    those of {@code settled} that are skipped
     * @param refused    recipients with due deliveries and no free slot
     */
    public record Claim(int seen, List<ClaimedDelivery> deliveries, List<ClaimedDelivery> settled, List<Delivery> skipped,
            Set<Recipient> refused) {
    }
}
