package io.carillon.benchmark;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One station on one database: medians over the repetitions, and the lowest and highest.
 *
 * @param reached whether the median reaches the goal; null when the goal is a ratio and no reference was measured
 */
record Row(String database, String station, String figure, String reference, String goal, Boolean reached, Spread figures,
        Spread limits, Spread ratios, String unit, Spread micros, Spread databaseMicros, Spread statements, Spread logBytes,
        List<Sample> samples) {

    static final String HEADER = "| database | station | figure | measured | reference | measured | ratio | goal | reached | "
            + "CPU µs each | of it PostgreSQL | statements each | log bytes each |";
    static final String RULE = "|---|---|---|---|---|---|---|---|---|---|---|---|---|";

    static Row of(String database, String name, Station station, List<Sample> samples) {
        Spread figures = Spread.of(samples, Sample::figure);
        boolean compared = samples.stream().allMatch(sample -> sample.reference() != null);
        Spread limits = compared ? Spread.of(samples, Sample::reference) : null;
        Spread ratios = compared ? Spread.of(samples, sample -> sample.figure() / sample.reference()) : null;
        Boolean reached = station.goal().judge(figures.median(), compared ? ratios.median() : null);
        return new Row(database, name, station.figure(), station.reference(), station.goal().toString(), reached, figures, limits,
                ratios, station.unit(), cost(samples, Costs::micros), cost(samples, Costs::databaseMicros),
                cost(samples, Costs::statements), cost(samples, Costs::logBytes), samples);
    }

    private static Spread cost(List<Sample> samples, CostOf cost) {
        return samples.stream().anyMatch(sample -> cost.of(sample.costs()) == null) ? null
                : Spread.of(samples, sample -> cost.of(sample.costs()));
    }

    String markdown() {
        return "| " + String.join(" | ", database, station, figure, text(figures), reference, text(limits), text(ratios), goal,
                reached == null ? "–" : reached ? "yes" : "**no**", text(micros) + " / " + unit, text(databaseMicros),
                text(statements), text(logBytes)) + " |";
    }

    private static String text(Spread spread) {
        return spread == null ? "–" : spread.toString();
    }

    /** One of the costs, or null. */
    @FunctionalInterface
    private interface CostOf {
        Double of(Costs costs);
    }

    /** A median with the lowest and the highest. */
    record Spread(double median, double lowest, double highest) {

        static Spread of(List<Sample> samples, ToDoubleFunction<Sample> value) {
            double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
            int half = sorted.length / 2;
            double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
            return new Spread(median, sorted[0], sorted[sorted.length - 1]);
        }

        @Override
        public String toString() {
            return lowest == highest ? number(median)
                    : number(median) + " (" + number(lowest) + "–" + number(highest) + ")";
        }

        private static String number(double value) {
            return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
        }
    }
}
