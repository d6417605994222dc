package io.carillon.message;

import io.carillon.platform.UnitOfWork;
import io.carillon.tenant.ConsentWithdrawn;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cancels pending deliveries whose consent was withdrawn, one page per transaction, so that no statement takes long. */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Cancellation {

    static final int PAGE = 500;

    @Inject
    Deliveries deliveries;

    /** Cancels the first page of deliveries that are due at {@code from} or later. */
    public Page cancel(ConsentWithdrawn withdrawn, Instant from) {
        List<Instant> due = deliveries.cancelPending(withdrawn.organizationId(), withdrawn.applicationId(),
                from, PAGE);
        return new Page(due.size(), due.size() < PAGE ? Optional.empty() : Optional.of(due.get(PAGE - 1)));
    }

    /**
     * The result of a page.
     *
     * @param next the time at which the next page begins; empty after the last page
     */
    public record Page(int cancelled, Optional<Instant> next) {
    }
}
