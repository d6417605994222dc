package io.carillon.message;

import io.carillon.platform.FactLog;
import io.carillon.tenant.ConsentWithdrawn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Optional;

/**
 * Cancels everything that is pending when a consent was withdrawn, before the request that withdrew it is answered. What this
 * misses, because a transaction had it locked or the node died, is cancelled when it is claimed.
 */
@ApplicationScoped
class WithdrawnConsent {

    private static final FactLog LOG = FactLog.of(WithdrawnConsent.class);

    @Inject
    private Cancellation cancellation;

    void cancelPending(@Observes ConsentWithdrawn withdrawn) {
        int cancelled = 0;
        Optional<Instant> next = Optional.of(Instant.EPOCH);
        while (next.isPresent()) {
            Cancellation.Page page = cancellation.cancel(withdrawn, next.get());
            cancelled += page.cancelled();
            next = page.next();
        }
        LOG.info("deliveries.cancelled", "organization", withdrawn.organizationId(), "application", withdrawn.applicationId(),
                "count", cancelled);
    }
}
