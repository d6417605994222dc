package io.carillon.statistics;

import io.carillon.platform.UnitOfWork;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;

/** Writes counts, and sums the minutes of an hour, in a transaction each. */
@UnitOfWork
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class StatisticsWriter {

    @Inject
    StatisticsRows rows;

    /** Adds the rows of {@code batches} with one statement. */
    public void add(StatisticsTable table, List<Batch> batches) {
        rows.add(table, batches);
    }

    /** Sums the oldest hour that is over; returns whether there may be another one. */
    public boolean sumOneHour(StatisticsTable table) {
        return rows.sumOneHour(table);
    }
}
