package io.carillon.statistics;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;

/** Counts the changes that this node has taken from the queue, in memory. Call it once for each, when it is committed. */
@ApplicationScoped
public class ChangeCounts {

    private Counts counts;

    protected ChangeCounts() {
    }

    /** Nothing is counted yet. */
    @Inject
    public ChangeCounts(Clock clock) {
        counts = new Counts(StatisticsTable.CHANGES, clock);
    }

    /** The present minute, for changes that are committed together. */
    public int minute() {
        return counts.minute();
    }

    /**
     * Counts a change.
     *
     * @param minute         of {@link #minute}
     * @param organizationId that reported it; null if not known
     * @param eventType      as reported; null if not known
     */
    public void add(int minute, Long organizationId, String eventType, ChangeMeasure measure) {
        counts.add(minute, new Subject(null, organizationId, eventType), 1, measure.ordinal());
    }

    Counts counts() {
        return counts;
    }
}
