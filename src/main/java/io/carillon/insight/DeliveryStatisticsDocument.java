package io.carillon.insight;

import static io.carillon.statistics.DeliveryMeasures.DURATION;
import static io.carillon.statistics.DeliveryMeasures.FAILED;
import static io.carillon.statistics.DeliveryMeasures.LATENCY;
import static io.carillon.statistics.DeliveryMeasures.OUTCOMES;
import static io.carillon.statistics.DeliveryMeasures.RETRIED;
import static io.carillon.statistics.DeliveryMeasures.SKIPPED;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.carillon.json.JsonDocument;
import io.carillon.statistics.Scale;
import io.carillon.statistics.StatisticsSeries;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Numbers of attempts and deliveries over time.
 *
 * @param from   the start of the first step
 * @param to     the end of the last step
 * @param step   the time between two points, an ISO 8601 duration
 * @param by     what has a series of its own; absent if everything is one series
 * @param series the largest group first, the others together last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeliveryStatisticsDocument(Instant from, Instant to, String step, String by, List<DeliverySeries> series)
        implements JsonDocument {

    /**
     * The numbers of a group.
     *
     * @param group  an outcome, an id or a name; {@code other} for all other groups together; absent if nothing is grouped
     * @param total  of all points
     * @param points one for each step in which something was counted
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeliverySeries(String group, DeliveryFigures total, List<DeliveryFigures> points) {
    }

    /**
     * What was counted in a step, or in all of them.
     *
     * @param at                the start of the step; absent in a total
     * @param attempts          how many attempts started
     * @param outcomes          how many of them had which outcome; absent, as all that follows, in a series of an outcome
     * @param retried           attempts after which another one was planned
     * @param failed            deliveries that were given up after an attempt
     * @param skipped           deliveries that were not attempted, because the endpoint was switched off
     * @param durationMs        how long attempts took
     * @param changeToWebhookMs from the first change that a webhook reports to its first attempt
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeliveryFigures(Instant at, long attempts, Map<String, Long> outcomes, Long retried, Long failed, Long skipped,
            Percentiles durationMs, Percentiles changeToWebhookMs) {

        static DeliveryFigures of(Instant at, long[] counts) {
            Map<String, Long> outcomes = new TreeMap<>();
            IntStream.range(0, OUTCOMES.size()).filter(i -> counts[i] > 0)
                    .forEach(i -> outcomes.put(OUTCOMES.get(i), counts[i]));
            return new DeliveryFigures(at, outcomes.values().stream().mapToLong(Long::longValue).sum(), outcomes, counts[RETRIED],
                    counts[FAILED], counts[SKIPPED], Percentiles.of(Scale.DURATION, counts, DURATION),
                    Percentiles.of(Scale.LATENCY, counts, LATENCY));
        }

        private static DeliveryFigures ofOutcome(Instant at, long attempts) {
            return new DeliveryFigures(at, attempts, null, null, null, null, null, null);
        }
    }

    /**
     * Percentiles in milliseconds. Each is in the same bucket of the histogram as the true value, so that they differ by a factor
     * of at most 1.6; absent if nothing was measured.
     *
     * @param count how many times were measured
     * @param p50   half of the times were at most this
     * @param p95   95 of 100 times were at most this
     * @param p99   99 of 100 times were at most this
     */
    public record Percentiles(long count, long p50, long p95, long p99) {

        static Percentiles of(Scale scale, long[] counts, int first) {
            long[] buckets = Arrays.copyOfRange(counts, first, first + scale.buckets());
            long count = Arrays.stream(buckets).sum();
            return count == 0 ? null : new Percentiles(count, scale.percentile(buckets, 0.5), scale.percentile(buckets, 0.95),
                    scale.percentile(buckets, 0.99));
        }
    }

    static DeliveryStatisticsDocument of(StatisticsFilter.Times times, DeliveryStatisticsFilter filter,
            List<StatisticsSeries> series) {
        List<DeliverySeries> shown = filter.isByOutcome() ? series.stream().flatMap(one -> byOutcome(one).stream()).toList()
                : series.stream().map(one -> of(one, filter.word())).toList();
        return new DeliveryStatisticsDocument(times.from(), times.to(), times.word(), filter.word(), shown);
    }

    private static DeliverySeries of(StatisticsSeries series, String by) {
        return new DeliverySeries(series.label(by != null),
                DeliveryFigures.of(null, series.total(LATENCY + Scale.LATENCY.buckets())),
                series.points().entrySet().stream().map(point -> DeliveryFigures.of(point.getKey(), point.getValue())).toList());
    }

    private static List<DeliverySeries> byOutcome(StatisticsSeries all) {
        long[] total = all.total(LATENCY + Scale.LATENCY.buckets());
        return IntStream.range(0, OUTCOMES.size()).filter(i -> total[i] > 0).boxed()
                .sorted((one, other) -> Long.compare(total[other], total[one]))
                .map(i -> new DeliverySeries(OUTCOMES.get(i), DeliveryFigures.ofOutcome(null, total[i]),
                        all.points().entrySet().stream().filter(point -> point.getValue()[i] > 0)
                                .map(point -> DeliveryFigures.ofOutcome(point.getKey(), point.getValue()[i])).toList()))
                .toList();
    }
}
