package io.carillon.insight;

import static io.carillon.statistics.ChangeMeasure.APPLIED;
import static io.carillon.statistics.ChangeMeasure.INSTANT;
import static io.carillon.statistics.ChangeMeasure.REJECTED;
import static io.carillon.statistics.ChangeMeasure.REPEATED;
import static io.carillon.statistics.ChangeMeasure.SILENT;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.statistics.ChangeMeasure;
import io.carillon.statistics.StatisticsSeries;
import java.time.Instant;
import java.util.List;

/**
 * Numbers of changes over time, by what became of them.
 *
 * @param from   the start of the first step
 * @param to     the end of the last step
 * @param step   the time between two points, an ISO 8601 duration
 * @param by     what has a series of its own; absent if everything is one series
 * @param series the largest group first, the others together last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChangeStatisticsDocument(Instant from, Instant to, String step, String by, List<ChangeSeries> series)
        implements JsonDocument {

    /**
     * The numbers of a group.
     *
     * @param group  an organization's id or the name of a type; {@code other} for all other groups together and for changes
     *               whose group is not known; absent if nothing is grouped
     * @param total  of all points
     * @param points one for each step in which something was counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangeSeries(String group, ChangeFigures total, List<ChangeFigures> points) {
    }

    /**
     * What was counted in a step, or in all of them.
     *
     * @param at       the start of the step; absent in a total
     * @param received how many changes were taken from the queue; each is applied, repeated, silent or rejected
     * @param applied  how many went into the window of their object
     * @param instant  how many of these were also announced at once
     * @param repeated how many had an id that had had its effect before
     * @param silent   for how many the catalog has no notification
     * @param rejected how many could not be used; they have no event type
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ChangeFigures(Instant at, long received, long applied, long instant, long repeated, long silent,
            long rejected) {

        static ChangeFigures of(Instant at, long[] counts) {
            long applied = counts[APPLIED.ordinal()];
            long repeated = counts[REPEATED.ordinal()];
            long silent = counts[SILENT.ordinal()];
            long rejected = counts[REJECTED.ordinal()];
            return new ChangeFigures(at, applied + repeated + silent + rejected, applied, counts[INSTANT.ordinal()], repeated,
                    silent, rejected);
        }
    }

    static ChangeStatisticsDocument of(StatisticsFilter.Times times, String by, List<StatisticsSeries> series) {
        return new ChangeStatisticsDocument(times.from(), times.to(), times.word(), by,
                series.stream().map(one -> of(one, by)).toList());
    }

    private static ChangeSeries of(StatisticsSeries series, String by) {
        return new ChangeSeries(series.label(by != null),
                ChangeFigures.of(null, series.total(ChangeMeasure.values().length)),
                series.points().entrySet().stream().map(point -> ChangeFigures.of(point.getKey(), point.getValue())).toList());
    }
}
