package io.carillon.rejected;

import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** Writes in one transaction what was refused; what cannot be written is lost, because it is no promise to anybody. */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class RefusalsWriter {

    @Inject
    private Refusals refusals;

    /** Writes what was noted before the present minute. */
    public void write() {
        List<Refusal> taken = refusals.take();
        if (!taken.isEmpty()) {
            refusals.write(taken);
        }
    }
}
