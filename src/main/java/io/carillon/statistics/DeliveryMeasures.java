package io.carillon.statistics;

import java.util.List;
import java.util.stream.Stream;

/** What is counted of deliveries, and at which place among the counts of a point. */
public final class DeliveryMeasures {

    /** Attempts by the outcome in the attempt log, from place 0; any other outcome counts as the last. */
    public static final List<String> OUTCOMES = List.of("succeeded", "status", "refused", "unknown-host", "no-name-service",
            "no-network", "proxy", "not-connected", "tls", "no-secret", "no-token", "template", "timeout", "broken", "other");
    /** Attempts after which another one was planned. */
    public static final int RETRIED = OUTCOMES.size();
    /** Deliveries that were given up after an attempt. */
    public static final int FAILED = RETRIED + 1;
    /** Deliveries that were not attempted, because their endpoints were switched off. */
    public static final int SKIPPED = FAILED + 1;
    /** The first bucket of {@link Scale#DURATION}, for all attempts. */
    public static final int DURATION = SKIPPED + 1;
    /** The first bucket of {@link Scale#LATENCY}, for first attempts. */
    public static final int LATENCY = DURATION + Scale.DURATION.buckets();

    /** The columns, in the order of the places. */
    static final List<String> COLUMNS = Stream.of(OUTCOMES.stream().map(outcome -> outcome.replace('-', '_')),
            Stream.of("retried", "failed", "skipped"), Scale.DURATION.columns("duration_").stream(),
            Scale.LATENCY.columns("latency_").stream()).flatMap(columns -> columns).toList();
    /** The columns that count a delivery, or an attempt of it, once. */
    static final List<String> WEIGHT = Stream.concat(COLUMNS.subList(0, OUTCOMES.size()).stream(), Stream.of("skipped")).toList();

    private DeliveryMeasures() {
    }

    static int placeOf(String outcome) {
        int place = OUTCOMES.indexOf(outcome);
        return place < 0 ? OUTCOMES.size() - 1 : place;
    }
}
