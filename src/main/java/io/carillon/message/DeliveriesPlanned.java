package io.carillon.message;

import io.carillon.endpoint.Endpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The deliveries that a transaction is about to write. It is an event, fired in that transaction: an observer that can send some
 * of them as soon as it has committed claims them here, and they are written as claimed. They need no claim of their own then,
 * and are not read again.
 */
public final class DeliveriesPlanned {

    /**
     * A delivery to be written.
     *
     * @param state pending, available or, because its endpoint is switched off, skipped
     * @param turn  its wait for the delivery before it; null if it need not wait
     */
    public record Planned(String id, String messageId, String endpointId, DeliveryState state, Wait turn) {

        /** One that need not wait. */
        public Planned(String id, String messageId, String endpointId, DeliveryState state) {
            this(id, messageId, endpointId, state, null);
        }

        /** The same with this turn, which may be null. */
        Planned waiting(Wait newTurn) {
            return new Planned(id, messageId, endpointId, state, newTurn);
        }

        /** Whether it may be sent as soon as it is written. */
        public boolean isSendable() {
            return state == DeliveryState.PENDING && turn == null;
        }

        /** The delivery before it; null if it need not wait. */
        String waitsFor() {
            return turn == null ? null : turn.deliveryId();
        }
    }

    private final List<Planned> deliveries;
    private final Map<String, Endpoint> claimed = new HashMap<>();
    private final List<Delivery> written = new ArrayList<>();
    private int leaseSeconds;

    DeliveriesPlanned(List<Planned> deliveries) {
        this.deliveries = List.copyOf(deliveries);
    }

    /** All of them, in the order in which they are written. */
    public List<Planned> deliveries() {
        return deliveries;
    }

    /** Claims {@code planned}, which goes to {@code endpoint}, for this node; the lease is rounded up to whole seconds. */
    public void claim(Planned planned, Endpoint endpoint, Duration lease) {
        claimed.put(planned.id(), endpoint);
        leaseSeconds = (int) lease.plusNanos(999_999_999).toSeconds();
    }

    /** The claimed ones, once they are written. */
    public List<Delivery> written() {
        return List.copyOf(written);
    }

    boolean isClaimed(Planned planned) {
        return claimed.containsKey(planned.id());
    }

    boolean hasClaims() {
        return !claimed.isEmpty();
    }

    /** Whether some wait for polls. */
    boolean hasAvailable() {
        return deliveries.stream().anyMatch(planned -> planned.state() == DeliveryState.AVAILABLE);
    }

    /** Whether some can be sent and none of this node's senders has claimed them. */
    boolean leavesSomeDue() {
        return deliveries.stream().anyMatch(planned -> planned.isSendable() && !isClaimed(planned));
    }

    /** In how many seconds it is due, at the latest if it waits; null for one that is not pending. */
    Integer dueIn(Planned planned) {
        if (planned.state() != DeliveryState.PENDING) {
            return null;
        }
        return planned.turn() != null ? (int) planned.turn().most().toSeconds() : isClaimed(planned) ? leaseSeconds : 0;
    }

    /** Takes note that they are written, as deliveries of {@code messages}, by id. */
    void writtenWith(Map<String, Message> messages) {
        deliveries.stream().filter(this::isClaimed).forEach(planned -> written.add(new Delivery(planned.id(),
                messages.get(planned.messageId()), claimed.get(planned.id()), 0, 0, Deliveries.FIRST_CLAIM)));
    }
}
