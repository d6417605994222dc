package io.carillon.coalescing;

import io.carillon.catalog.Operation;
import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;

/**
 * The changes of one object since it was last announced. The row exists exactly while the bucket is open: the first change
 * opens it, further changes raise it, and the tick that announces it removes it. {@link Buckets} raises rows with SQL
 * statements; the tick reads them through this entity.
 */
@Entity
@Table(name = "coalescing_bucket")
@IdClass(CoalescingBucket.Key.class)
public class CoalescingBucket {

    @Id
    @Column(name = "organization_id")
    private long organizationId;
    @Id
    @Column(name = "resource_type")
    private String resourceType;
    @Id
    @Column(name = "resource_id")
    private String resourceId;
    private int significance;
    @Column(name = "event_type")
    private String eventType;
    @Column(name = "significant_at")
    private OffsetDateTime significantAt;
    private int changes;
    @Column(name = "first_change_at")
    private OffsetDateTime firstChangeAt;
    @Column(name = "last_change_at")
    private OffsetDateTime lastChangeAt;
    @Column(name = "first_data")
    private String firstData;
    @Column(name = "last_data")
    private String lastData;
    @Column(name = "opened_at")
    private OffsetDateTime openedAt;

    protected CoalescingBucket() {
    }

    /** The object. */
    public BucketKey key() {
        return new BucketKey(organizationId, resourceType, resourceId);
    }

    /** Its changes so far. */
    public Summary summary() {
        return new Summary(Operation.ofSignificance(significance), eventType, Utc.instant(significantAt), changes,
                Utc.instant(firstChangeAt), Utc.instant(lastChangeAt), firstData, lastData);
    }

    /** When it was opened, by the database's clock. */
    public Instant openedAt() {
        return Utc.instant(openedAt);
    }

    /** The primary key in the form that JPA requires. */
    public static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private long organizationId;
        private String resourceType;
        private String resourceId;

        public Key() {
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.organizationId == organizationId
                    && Objects.equals(key.resourceType, resourceType) && Objects.equals(key.resourceId, resourceId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(organizationId, resourceType, resourceId);
        }
    }
}
