package io.carillon.coalescing;

import static io.carillon.database.BulkStatement.row;

import io.carillon.database.Row;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** One object, and the organization that is notified about it. */
public record ObjectKey(long organizationId, String resourceType, String resourceId) implements Comparable<ObjectKey> {

    private static final Comparator<ObjectKey> ORDER = Comparator.comparingLong(ObjectKey::organizationId)
            .thenComparing(ObjectKey::resourceType).thenComparing(ObjectKey::resourceId);

    static final String COLUMNS = "organization_id, resource_type, resource_id";

    /** Reads {@link #COLUMNS}. */
    static ObjectKey in(Row row) {
        return new ObjectKey(row.number(), row.text(), row.text());
    }

    /** Rows of {@link #COLUMNS}. */
    static List<Object[]> rows(Collection<ObjectKey> keys) {
        return keys.stream().map(key -> row(key.organizationId, key.resourceType, key.resourceId)).toList();
    }

    /** The order in which every transaction locks objects, so that they cannot deadlock. */
    @Override
    public int compareTo(ObjectKey other) {
        return ORDER.compare(this, other);
    }
}
