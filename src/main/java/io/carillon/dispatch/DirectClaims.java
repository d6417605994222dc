package io.carillon.dispatch;

import io.carillon.database.Database;
import io.carillon.endpoint.Endpoint;
import io.carillon.message.DeliveriesPlanned;
import io.carillon.message.DeliveriesPlanned.Planned;
import io.carillon.message.Delivery;
import io.carillon.platform.TransactionEnd;
import io.carillon.settings.Settings;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Claims deliveries for this node in the transaction that writes them, and passes them to the senders when it has committed. This
 * saves the transaction of a claim, and reading what this one knows. It claims only what a sender can take soon, nothing that
 * waits for its turn, and nothing for an endpoint that is paused, has a rate limit, or for which older deliveries wait; the rest
 * is written as due (decision 28).
 */
@ApplicationScoped
class DirectClaims {

    /** A claim of more costs less for each of them than a claim of its own. */
    private static final int MOST = 64;
    private static final String RECIPIENTS =
            "SELECT e, a.ownerOrganizationId FROM Endpoint e, Application a WHERE a.id = e.applicationId AND e.id IN :ids";

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    private TransactionSynchronizationRegistry transactions;
    @Inject
    private Database database;
    @Inject
    private DeliveryPump pump;
    @Inject
    private Settings settings;

    void claim(@Observes DeliveriesPlanned plan) {
        List<Planned> sendable = plan.deliveries().stream().filter(Planned::isSendable).toList();
        List<String> direct = sendable.size() > MOST ? List.of()
                : sendable.stream().map(Planned::endpointId).distinct().filter(pump::takesDirectly).toList();
        Map<String, Known> known = direct.isEmpty() ? Map.of() : load(direct);
        Reserved reserved = new Reserved(plan);
        sendable.forEach(planned -> claim(planned, Optional.ofNullable(known.get(planned.endpointId())), reserved));
        if (!reserved.recipients.isEmpty()) {
            transactions.registerInterposedSynchronization(reserved);
        }
    }

    private void claim(Planned planned, Optional<Known> known, Reserved reserved) {
        if (known.filter(Known::mayBeSent).isPresent() && pump.takesDirectly(planned.endpointId())
                && pump.reserve(known.get().recipient)) {
            reserved.add(planned, known.get());
        } else {
            pump.leave(planned.endpointId(), known.map(one -> one.recipient.trackRecord()));
        }
    }

    private Map<String, Known> load(List<String> endpointIds) {
        Map<String, Known> known = new HashMap<>();
        database.entities().createQuery(RECIPIENTS, Object[].class).setParameter("ids", endpointIds).getResultList()
                .forEach(row -> {
                    Endpoint endpoint = (Endpoint) row[0];
                    String tenant = row[1] == null ? endpoint.applicationId() : row[1].toString();
                    known.put(endpoint.id(), new Known(endpoint,
                            new Recipient(endpoint.id(), tenant, endpoint.trackRecord())));
                });
        return known;
    }

    private record Known(Endpoint endpoint, Recipient recipient) {

        boolean mayBeSent() {
            return endpoint.isActive() && endpoint.pausedUntil() == null && !endpoint.flow().isPaused()
                    && endpoint.flow().rateLimit() == null;
        }
    }

    /** The slots that one transaction reserved; they become deliveries when it commits, and are released otherwise. */
    private final class Reserved implements TransactionEnd {

        private final DeliveriesPlanned plan;
        private final Map<String, Recipient> recipients = new HashMap<>();
        private final long claimedAt = System.nanoTime();

        Reserved(DeliveriesPlanned plan) {
            this.plan = plan;
        }

        void add(Planned planned, Known known) {
            plan.claim(planned, known.endpoint, DeliveryClaims.lease(settings));
            recipients.put(planned.id(), known.recipient);
        }

        @Override
        public void afterCompletion(int status) {
            if (status == Status.STATUS_COMMITTED) {
                pump.send(plan.written().stream().map(this::claimed).toList());
            }
            pump.release(List.copyOf(recipients.values()));
        }

        /** What is claimed keeps its slot. */
        private ClaimedDelivery claimed(Delivery written) {
            return ClaimedDelivery.of(written, recipients.remove(written.id()), claimedAt);
        }
    }
}
