package io.carillon.coalescing;

import io.carillon.catalog.Operation;
import java.time.Instant;
import java.util.TreeMap;

/** Buckets of teams of organization 7, for tests. */
final class SomeBuckets {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private SomeBuckets() {
    }

    static TreeMap<BucketKey, Summary> summaries(String id, Operation operation, int second, String data) {
        TreeMap<BucketKey, Summary> summaries = new TreeMap<>();
        summaries.put(new BucketKey(object(id), "team." + operation.word()), summary(operation, second, data));
        return summaries;
    }

    static ObjectKey object(String id) {
        return new ObjectKey(7, "team", id);
    }

    static Summary summary(Operation operation, int second, String data) {
        return Summary.of(operation, NOON.plusSeconds(second), second, data);
    }
}
