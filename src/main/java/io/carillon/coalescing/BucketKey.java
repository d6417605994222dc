package io.carillon.coalescing;

import java.util.Comparator;

/** What a bucket is for: one object of one organization, the one that is notified. */
public record BucketKey(long organizationId, String resourceType, String resourceId) implements Comparable<BucketKey> {

    private static final Comparator<BucketKey> ORDER = Comparator.comparingLong(BucketKey::organizationId)
            .thenComparing(BucketKey::resourceType).thenComparing(BucketKey::resourceId);

    /** The order in which rows are locked, the same for everyone, so that nobody waits in a circle. */
    @Override
    public int compareTo(BucketKey other) {
        return ORDER.compare(this, other);
    }
}
