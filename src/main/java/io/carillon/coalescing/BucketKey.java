package io.carillon.coalescing;

import java.util.Comparator;

/** Identifies a bucket: one object, and the organization that is notified about it. */
public record BucketKey(long organizationId, String resourceType, String resourceId) implements Comparable<BucketKey> {

    private static final Comparator<BucketKey> ORDER = Comparator.comparingLong(BucketKey::organizationId)
            .thenComparing(BucketKey::resourceType).thenComparing(BucketKey::resourceId);

    /** The order in which every transaction locks rows, so that they cannot deadlock. */
    @Override
    public int compareTo(BucketKey other) {
        return ORDER.compare(this, other);
    }
}
