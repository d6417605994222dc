package io.carillon.statistics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Which series of counts to read.
 *
 * @param from       a multiple of {@code step} since 1970
 * @param to         the end, a multiple of {@code step} later
 * @param step       a minute or longer; from an hour on it is read from hours
 * @param by         what has a series of its own
 * @param top        how many of these have, the largest; the others share one
 * @param selections what to count; no subject is in two of them
 */
public record StatisticsQuestion(StatisticsTable table, Instant from, Instant to, Duration step, GroupBy by, int top,
        List<Selection> selections) {

    int firstMinute() {
        return Counts.minuteOf(from);
    }

    int endMinute() {
        return Counts.minuteOf(to);
    }

    int minutes() {
        return (int) step.toMinutes();
    }

    boolean isOfHours() {
        return minutes() % 60 == 0;
    }

    /** Whether the totals of all subjects answer it. */
    boolean isOfTotals() {
        return selections.size() == 1 && selections.get(0).isOfTotals() && by != GroupBy.ENDPOINT && by != GroupBy.APPLICATION
                && by != GroupBy.ORGANIZATION;
    }

    boolean selects(Subject subject) {
        return selections.stream().anyMatch(selection -> selection.contains(subject));
    }
}
