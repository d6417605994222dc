package io.carillon.meter;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A number of events since the node started. Each series begins at 0 when the node starts, so that a rate sees the first event
 * too. An event with a label value that was not planned counts as {@code other}: the number of series is bounded. Adding
 * allocates nothing and takes no lock.
 */
public final class Count {

    static final String OTHER = "other";

    private final Counter counter;
    private final int labels;
    private final int mostLearned;
    private final Map<String, Map<String, CounterDataPoint>> points = new HashMap<>();
    private final Map<String, CounterDataPoint> learned = new ConcurrentHashMap<>();

    private Count(String name, String help, int mostLearned, String... labels) {
        this.counter = Counter.builder().name(name).help(help).labelNames(labels).withoutExemplars()
                .register(Exposition.REGISTRY);
        Exposition.add(name, "counter", help, labels);
        this.labels = labels.length;
        this.mostLearned = mostLearned;
    }

    /** Without labels; the name ends in {@code _total}. */
    static Count of(String name, String help) {
        Count count = new Count(name, help, 0);
        count.plan("", "");
        return count;
    }

    /** With one label, whose values are planned. */
    static Count of(String name, String help, String label, String... values) {
        Count count = new Count(name, help, 0, label);
        for (String value : values) {
            count.plan(value, "");
        }
        return count;
    }

    /** With two labels; {@code series} has the planned combinations of their values. */
    static Count of(String name, String help, String first, String second, List<String[]> series) {
        Count count = new Count(name, help, 0, first, second);
        series.forEach(values -> count.plan(values[0], values[1]));
        return count;
    }

    /** With one label, whose first {@code most} values have a series each. */
    static Count learning(String name, String help, String label, int most) {
        return new Count(name, help, most, label);
    }

    private void plan(String first, String second) {
        points.computeIfAbsent(first, value -> new HashMap<>()).put(second, point(first, second));
    }

    private CounterDataPoint point(String first, String second) {
        return switch (labels) {
            case 0 -> counter;
            case 1 -> counter.labelValues(first);
            default -> counter.labelValues(first, second);
        };
    }

    /** Adds {@code events}, which are 0 or more, to the only series. */
    public void add(long events) {
        add(events, "", "");
    }

    /** Adds {@code events} to the series of the label's {@code value}. */
    public void add(long events, String value) {
        if (mostLearned > 0) {
            learned(value).inc(events);
        } else {
            add(events, value, "");
        }
    }

    /** Adds {@code events} to the series with these two values. */
    public void add(long events, String first, String second) {
        Map<String, CounterDataPoint> row = points.get(first);
        CounterDataPoint point = row == null ? null : row.get(second);
        (point == null ? point(OTHER, OTHER) : point).inc(events);
    }

    private CounterDataPoint learned(String value) {
        CounterDataPoint known = learned.get(value);
        if (known != null) {
            return known;
        }
        return learned.size() < mostLearned ? learned.computeIfAbsent(value, name -> point(name, "")) : point(OTHER, "");
    }
}
