package io.carillon.meter;

import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * A value that goes up and down, as a gauge: set by a sampler, or read with each scrape. A value that is not known
 * has no series, because an old one would look like a good one. Thread-safe.
 */
public final class Level {

    private volatile Map<List<String>, Double> values = Map.of();
    private volatile DoubleSupplier source;

    private Level(String name, String help, String... labels) {
        Exposition.add(name, "gauge", help, labels);
        GaugeWithCallback.builder().name(name).help(help).labelNames(labels).callback(this::report).register(Exposition.REGISTRY);
    }

    static Level of(String name, String help, String... labels) {
        return new Level(name, help, labels);
    }

    private void report(GaugeWithCallback.Callback series) {
        if (source != null) {
            series.call(source.getAsDouble());
        }
        values.forEach((labels, value) -> series.call(value, labels.toArray(String[]::new)));
    }

    /** Reads the value from {@code current} with each scrape; it must be quick and must not fail. */
    public void follow(DoubleSupplier current) {
        source = current;
    }

    /** The current value of the source that it follows; 0 without one. */
    public double current() {
        return source == null ? 0 : source.getAsDouble();
    }

    /** Sets the only series. */
    public void set(double value) {
        values = Map.of(List.of(), value);
    }

    /** Replaces all series, by the values of the labels. */
    public void set(Map<List<String>, Double> bySeries) {
        values = Map.copyOf(bySeries);
    }

    /** The value is not known at present. */
    public void forget() {
        values = Map.of();
    }

    /** The sampled values, by the values of the labels; none if they are not known. */
    public Map<List<String>, Double> values() {
        return values;
    }
}
