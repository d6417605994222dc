package io.carillon.coalescing;

import java.util.Comparator;

/** One object, and the organization that is notified about it. */
public record ObjectKey(long organizationId, String resourceType, String resourceId) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparingLong(ObjectKey::organizationId)
            .thenComparing(ObjectKey::resourceType).thenComparing(ObjectKey::resourceId);

    /** The order in which every transaction locks objects, so that they cannot deadlock. */
    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
