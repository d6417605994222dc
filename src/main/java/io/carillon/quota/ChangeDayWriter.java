package io.carillon.quota;

import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;

/** Writes what this node has counted and reads what the others have, in one transaction. */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class ChangeDayWriter {

    @Inject
    ChangeDays days;

    /** Writes what is new in {@code batch}; returns the sums of the other nodes. */
    public Map<Long, Long> exchange(ChangesToday.Batch batch) {
        days.write(batch.day(), batch.changed());
        return days.ofOthers(batch.day(), batch.asked());
    }
}
