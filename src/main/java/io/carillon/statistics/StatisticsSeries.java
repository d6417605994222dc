package io.carillon.statistics;

import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;

/**
 * The counts of a group over time.
 *
 * @param group  what it is of; empty if nothing is grouped, null for all others together
 * @param points the counts by the start of their step, in the order of {@link DeliveryMeasures} or {@link ChangeMeasure};
 *               without the steps in which nothing was counted
 */
public record StatisticsSeries(String group, SortedMap<Instant, long[]> points) {

    /** The name of the group in an answer: {@code other} for all others together, null if nothing {@code isGrouped}. */
    public String label(boolean isGrouped) {
        return isGrouped ? Objects.requireNonNullElse(group, Subject.OTHER) : null;
    }

    /** The sums of all points. */
    public long[] total(int measures) {
        long[] total = new long[measures];
        points.values().forEach(counts -> {
            for (int i = 0; i < counts.length; i++) {
                total[i] += counts[i];
            }
        });
        return total;
    }
}
