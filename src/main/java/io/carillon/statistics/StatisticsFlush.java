package io.carillon.statistics;

import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Reception;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.util.List;
import java.util.stream.Stream;

/**
 * Moves what this node has counted to the database: the minutes that are over, and when the node stops everything. What cannot
 * be written stays in memory for the next time.
 */
@ApplicationScoped
class StatisticsFlush {

    private static final FactLog LOG = FactLog.of(StatisticsFlush.class);
    /** A node that was stopped for days sums the rest with its next runs. */
    private static final int MOST_HOURS = 6;

    private DeliveryCounts deliveries;
    private ChangeCounts changes;
    private StatisticsWriter writer;

    protected StatisticsFlush() {
    }

    @Inject
    StatisticsFlush(DeliveryCounts deliveries, ChangeCounts changes, StatisticsWriter writer) {
        this.deliveries = deliveries;
        this.changes = changes;
        this.writer = writer;
    }

    /** Writes the minutes that are over, and sums the hours that are. */
    void run() {
        all().forEach(counts -> write(counts, counts.minute()));
        for (StatisticsTable table : StatisticsTable.values()) {
            for (int hours = 0; hours < MOST_HOURS && writer.sumOneHour(table); hours++) {
                LOG.debug("statistics.summed", "table", table.table());
            }
        }
    }

    /** Runs when the last attempts are recorded. */
    void stop(@Observes(notifyObserver = Reception.IF_EXISTS) @Priority(Interceptor.Priority.LIBRARY_AFTER)
            @BeforeDestroyed(ApplicationScoped.class) Object application) {
        end();
    }

    /** Writes everything, as far as the database takes it. */
    void end() {
        try {
            all().forEach(counts -> write(counts, Integer.MAX_VALUE));
        } catch (RuntimeException e) {
            LOG.warn("statistics.lost", "reason", Causes.root(e));
        }
    }

    private Stream<Counts> all() {
        return Stream.of(deliveries.counts(), changes.counts());
    }

    private synchronized void write(Counts counts, int minute) {
        List<Batch> batches = counts.take(minute);
        if (!batches.isEmpty()) {
            writer.add(counts.table(), batches);
            counts.written(batches);
        }
        if (counts.wasCrowded()) {
            LOG.warn("statistics.crowded", "table", counts.table().table(), "most", Counts.MOST,
                    "note", "more subjects were active; the others are counted together");
        }
    }
}
