package io.carillon.blackbox.support;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code /metrics}, read as strictly as the formats allow: the text format of Prometheus 0.0.4, or OpenMetrics 1.0.
 * Whatever breaks a rule is an {@link AssertionError} with the line.
 */
public final class Scrape {

    private static final Set<String> TYPES = Set.of("counter", "gauge", "histogram", "summary", "info", "stateset", "unknown",
            "untyped");
    private static final Pattern META = Pattern.compile("# (HELP|TYPE|UNIT) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
    private static final String LABELS = "(?:[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\n]|\\\\[\\\\\"n])*\"(?:,(?!}))?)*";
    private static final String NUMBER = "(?:[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?|[+-]Inf|NaN)";
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(" + LABELS + ")})? (" + NUMBER + ")"
            + "(?: # \\{(" + LABELS + ")} (" + NUMBER + ")(?: (" + NUMBER + "))?)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");
    private static final int LONGEST_EXEMPLAR = 128;

    private final boolean isOpenMetrics;
    private final Map<String, Family> families = new LinkedHashMap<>();
    private final Set<String> series = new HashSet<>();
    private Family current;

    private Scrape(boolean isOpenMetrics) {
        this.isOpenMetrics = isOpenMetrics;
    }

    /** Reads the text format of Prometheus. */
    public static Scrape prometheus(String text) {
        return new Scrape(false).read(text);
    }

    /** Reads OpenMetrics. */
    public static Scrape openMetrics(String text) {
        require(text.endsWith("# EOF\n"), "no # EOF at the end");
        return new Scrape(true).read(text.substring(0, text.length() - "# EOF\n".length()));
    }

    private Scrape read(String text) {
        require(text.endsWith("\n"), "no line feed at the end");
        text.lines().forEach(this::line);
        families.values().forEach(Scrape::check);
        return this;
    }

    private void line(String line) {
        if (line.startsWith("#")) {
            meta(line);
        } else {
            sample(line);
        }
    }

    private void meta(String line) {
        Matcher meta = META.matcher(line);
        require(meta.matches(), line);
        String name = meta.group(2);
        if (current == null || !current.name.equals(name)) {
            require(!families.containsKey(name), "is not together: " + line);
            current = new Family(name);
            families.put(name, current);
        }
        require(current.samples.isEmpty() && current.meta.put(meta.group(1), meta.group(3)) == null, "a second time: " + line);
        require(!meta.group(1).equals("TYPE") || TYPES.contains(meta.group(3)), line);
        require(!meta.group(1).equals("UNIT") || isOpenMetrics && name.endsWith("_" + meta.group(3)), line);
    }

    private void sample(String line) {
        Matcher found = SAMPLE.matcher(line);
        require(found.matches(), line);
        Sample sample = new Sample(found.group(1), labels(found.group(2)), number(found.group(3)), labels(found.group(4)));
        require(current != null && current.has(sample.name, isOpenMetrics), "outside its family: " + line);
        require(series.add(sample.name + sample.labels), "twice: " + line);
        if (!sample.exemplar.isEmpty()) {
            require(isOpenMetrics && sample.name.matches(".*_(bucket|total)"), "an exemplar: " + line);
            require(String.join("", sample.exemplar.keySet()).length() + String.join("", sample.exemplar.values()).length()
                    <= LONGEST_EXEMPLAR, "a long exemplar: " + line);
            double bound = sample.labels.containsKey("le") ? number(sample.labels.get("le")) : Double.POSITIVE_INFINITY;
            require(number(found.group(5)) <= bound, "an exemplar of another bucket: " + line);
        }
        current.samples.add(sample);
    }

    private static void check(Family family) {
        require(family.meta.containsKey("HELP") && family.meta.containsKey("TYPE"), family.name + " has no HELP or no TYPE");
        require(!family.samples.isEmpty(), family.name + " has no samples");
        for (Sample sample : family.samples) {
            require(!family.type().equals("counter") || sample.value >= 0, sample + " is negative");
        }
        if (family.type().equals("histogram")) {
            checkBuckets(family);
        }
    }

    private static void checkBuckets(Family family) {
        Map<Map<String, String>, List<Sample>> bySeries = new LinkedHashMap<>();
        for (Sample sample : family.samples) {
            Map<String, String> key = new TreeMap<>(sample.labels);
            key.remove("le");
            bySeries.computeIfAbsent(key, labels -> new ArrayList<>()).add(sample);
        }
        bySeries.values().forEach(samples -> {
            double bound = Double.NEGATIVE_INFINITY;
            double count = 0;
            for (Sample bucket : samples.stream().filter(one -> one.name.endsWith("_bucket")).toList()) {
                require(number(bucket.labels.get("le")) > bound && bucket.value >= count, bucket + " is out of order");
                bound = number(bucket.labels.get("le"));
                count = bucket.value;
            }
            require(bound == Double.POSITIVE_INFINITY, family.name + " has no last bucket");
            double total = samples.stream().filter(one -> one.name.endsWith("_count")).findFirst().orElseThrow().value;
            require(total == count, family.name + " counts otherwise than its buckets");
        });
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        if (text != null) {
            LABEL.matcher(text).results().forEach(label ->
                    require(labels.put(label.group(1), label.group(2)) == null, "a label twice: " + text));
        }
        return labels;
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace("Inf", "Infinity"));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** All families by name; a counter of OpenMetrics has its name without {@code _total}. */
    public Map<String, Family> families() {
        return families;
    }

    /** All samples. */
    public List<Sample> samples() {
        return families.values().stream().flatMap(family -> family.samples.stream()).toList();
    }

    /** The value of the series with this name and at least these labels; empty if there is none. */
    public Optional<Double> value(String name, Map<String, String> labels) {
        return samples().stream().filter(sample -> sample.name.equals(name)
                && sample.labels.entrySet().containsAll(labels.entrySet())).map(Sample::value).findFirst();
    }

    /** A metric with all of its series. */
    public static final class Family {

        private final String name;
        private final Map<String, String> meta = new LinkedHashMap<>();
        private final List<Sample> samples = new ArrayList<>();

        private Family(String name) {
            this.name = name;
        }

        public String type() {
            return meta.get("TYPE");
        }

        public String help() {
            return meta.get("HELP");
        }

        public List<Sample> samples() {
            return samples;
        }

        private boolean has(String sample, boolean isOpenMetrics) {
            return switch (type()) {
                case "counter" -> isOpenMetrics ? sample.equals(name + "_total") : sample.equals(name) && name.endsWith("_total");
                case "histogram" -> sample.matches(Pattern.quote(name) + "_(bucket|sum|count)");
                case "summary" -> sample.matches(Pattern.quote(name) + "(_sum|_count)?");
                case "info" -> sample.equals(name + "_info");
                default -> sample.equals(name);
            };
        }
    }

    /** One line; {@code exemplar} has the labels of the exemplar, if there is one. */
    public record Sample(String name, Map<String, String> labels, double value, Map<String, String> exemplar) {
    }
}
