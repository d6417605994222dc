package io.carillon.coalescing;

import java.util.Comparator;

/** Identifies a bucket: an object and an event type. */
public record BucketKey(ObjectKey object, String eventType) implements Comparable<BucketKey> {

    private static final Comparator<BucketKey> ORDER =
            Comparator.comparing(BucketKey::object).thenComparing(BucketKey::eventType);

    /** By object first. */
    @Override
    public int compareTo(BucketKey other) {
        return ORDER.compare(this, other);
    }
}
