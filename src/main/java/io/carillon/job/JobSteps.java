package io.carillon.job;

import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.Supplier;

/** Runs a step of a job in a short transaction of its own; no step may take longer than the lease of {@link JobRows}. */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class JobSteps {

    /** Returns what {@code step} returns. */
    public <T> T run(Supplier<T> step) {
        return step.get();
    }
}
