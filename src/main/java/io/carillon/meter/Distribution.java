package io.carillon.meter;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.Map;

/**
 * How a measured value is distributed, as a histogram with fixed upper bounds. An observation may name the message that it
 * belongs to: OpenMetrics shows one of them for each bucket, as an exemplar, and the library keeps a few each second. Observing
 * takes no lock.
 */
public final class Distribution {

    /** The only label of exemplars. With an id, it is shorter than the 128 characters that OpenMetrics allows. */
    static final String EXEMPLAR = "message_id";
    private static final double NANOS = 1e9;

    private final Map<String, DistributionDataPoint> points = new HashMap<>();

    private Distribution(Histogram histogram, String... values) {
        if (values.length == 0) {
            points.put("", histogram);
        }
        for (String value : values) {
            points.put(value, histogram.labelValues(value));
        }
    }

    /** Without labels; {@code bounds} are the upper bounds of the buckets but the last, which has none. */
    static Distribution of(String name, String help, double... bounds) {
        Exposition.add(name, "histogram", help);
        return new Distribution(Histogram.builder().name(name).help(help).classicOnly().classicUpperBounds(bounds)
                .withoutExemplars().register(Exposition.REGISTRY));
    }

    /** With one label and a series for each of {@code values}; others are not observed. */
    static Distribution of(String name, String help, double[] bounds, String label, String... values) {
        return new Distribution(labelled(name, help, bounds, label).withoutExemplars().register(Exposition.REGISTRY), values);
    }

    /** The same for observations that name their message. */
    static Distribution ofMessages(String name, String help, double[] bounds, String label, String... values) {
        return new Distribution(labelled(name, help, bounds, label).withExemplars().register(Exposition.REGISTRY), values);
    }

    private static Histogram.Builder labelled(String name, String help, double[] bounds, String label) {
        Exposition.add(name, "histogram", help, label);
        return Histogram.builder().name(name).help(help).labelNames(label).classicOnly().classicUpperBounds(bounds);
    }

    /** Observes {@code value} in the only series. */
    public void observe(double value) {
        points.get("").observe(value);
    }

    /** Observes {@code value} in the series of the label's value {@code series}. */
    public void observe(double value, String series) {
        points.get(series).observe(value);
    }

    /** Observes {@code seconds} in the series {@code series}, for the message {@code messageId}. */
    public void observe(double seconds, String series, String messageId) {
        points.get(series).observeWithExemplar(seconds, Labels.of(EXEMPLAR, messageId));
    }

    /** Nanoseconds as seconds, the unit of all durations in metrics. */
    public static double seconds(long nanos) {
        return nanos / NANOS;
    }
}
