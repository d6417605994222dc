package io.carillon.dispatch;

import io.carillon.platform.PlannedTimes;
import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Duration;

/** Moves the planned times of one owner, in one transaction. */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PlannedTimesMove {

    /** Moves the times of {@code owner} that lie in the future back by {@code step}. */
    public void back(PlannedTimes owner, Duration step) {
        owner.moveBack(step, Duration.ZERO);
    }
}
