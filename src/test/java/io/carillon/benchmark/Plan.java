package io.carillon.benchmark;

import java.time.Duration;
import java.util.List;

/**
 * What is measured, how often and how long; each from a system property {@code benchmark.…}.
 *
 * @param databases   {@code postgresql}, {@code h2}
 * @param stations    rows of the table, in the order in which they are measured
 * @param repetitions of each row
 * @param measured    how long a rate is measured
 * @param warmUp      the least load before the first repetition of a row; it goes on until the rate has levelled off
 * @param window      the service's coalescing window
 * @param scale       of the sizes of the big rows; 1 is what the table promises
 * @param profiled    whether each row has one more repetition, with the flight recorder, that counts for nothing else; it has
 *                    much to compile again when it begins
 */
record Plan(List<String> databases, List<String> stations, int repetitions, Duration measured, Duration warmUp,
        Duration window, double scale, boolean profiled) {

    static Plan ofProperties() {
        return new Plan(list("databases", "postgresql,h2"),
                list("stations", "post-1,jms,post-100,buckets,instant,console,tick-100k,tick-1m,hostile,history,lists"),
                Integer.parseInt(text("repetitions", "3")),
                Duration.ofSeconds(Integer.parseInt(text("seconds", "20"))),
                Duration.ofSeconds(Integer.parseInt(text("warmup", "60"))),
                Duration.parse(text("window", "PT1M")),
                Double.parseDouble(text("scale", "1")),
                Boolean.parseBoolean(text("profile", "false")));
    }

    private static String text(String name, String otherwise) {
        return System.getProperty("benchmark." + name, otherwise);
    }

    private static List<String> list(String name, String otherwise) {
        return List.of(text(name, otherwise).split(","));
    }

    /** {@code size}, scaled. */
    int scaled(int size) {
        return (int) Math.max(1, size * scale);
    }
}
