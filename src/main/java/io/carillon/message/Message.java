package io.carillon.message;

import io.carillon.database.Utc;
import io.carillon.endpoint.DeliveryMode;
import io.carillon.platform.EnumWords;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * An announcement with a {@code wh_} id, which is the same for every endpoint that gets it, every attempt and redelivery. Written
 * once, when an object's buckets are closed or an instant change commits; only its data can be removed later.
 */
@Entity
@Table(name = "message")
public class Message {

    @Id
    private String id;
    @Column(name = "sequence_number")
    private long sequence;

    @Column(name = "organization_id")
    private long organizationId;
    @Column(name = "resource_type")
    private String resourceType;
    @Column(name = "resource_id")
    private String resourceId;
    private String operation;
    @Column(name = "event_type")
    private String eventType;
    private String mode;
    private int changes;
    @Column(name = "first_change_at")
    private OffsetDateTime firstChangeAt;
    @Column(name = "last_change_at")
    private OffsetDateTime lastChangeAt;
    private String data;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    private String traceparent;
    @Column(name = "content_removed_at")
    private OffsetDateTime contentRemovedAt;
    @Column(name = "is_once")
    private Boolean isOnce;

    protected Message() {
    }

    /** {@code announcement} with an id, for samples; {@link Outbox} writes the rows. */
    public Message(String id, Announcement announcement, long sequence, Instant createdAt) {
        this(id, announcement, sequence, createdAt, null, null);
    }

    /** The row of {@code announcement}. */
    Message(String id, Announcement announcement, long sequence, Instant createdAt, String traceparent,
            Instant contentRemovedAt) {
        this.id = id;
        this.sequence = sequence;
        this.organizationId = announcement.organizationId();
        this.resourceType = announcement.resourceType();
        this.resourceId = announcement.resourceId();
        this.operation = announcement.operation();
        this.eventType = announcement.eventType();
        this.mode = EnumWords.of(announcement.mode());
        this.changes = announcement.changes();
        this.firstChangeAt = Utc.of(announcement.firstChangeAt());
        this.lastChangeAt = Utc.of(announcement.lastChangeAt());
        this.data = announcement.data();
        this.createdAt = Utc.of(createdAt);
        this.traceparent = traceparent;
        this.contentRemovedAt = Utc.of(contentRemovedAt);
        this.isOnce = announcement.isOnce() ? Boolean.TRUE : null;
    }

    /** {@code wh_…}. */
    public String id() {
        return id;
    }

    /** Rises with the messages of one object and never repeats; 0 in a sample. */
    public long sequence() {
        return sequence;
    }

    /** The organization that is notified. */
    public long organizationId() {
        return organizationId;
    }

    public String resourceType() {
        return resourceType;
    }

    public String resourceId() {
        return resourceId;
    }

    /** What happened to the object, as the documents name it. */
    public String operation() {
        return operation;
    }

    /** What happened, as an event type. */
    public String eventType() {
        return eventType;
    }

    /** Whether it summarises a window. */
    public boolean isCoalesced() {
        return mode.equals(EnumWords.of(DeliveryMode.COALESCED));
    }

    /** How many changes it summarises. */
    public int changes() {
        return changes;
    }

    /** When the first of these changes happened. */
    public Instant firstChangeAt() {
        return Utc.instant(firstChangeAt);
    }

    /** When the last of these changes happened. */
    public Instant lastChangeAt() {
        return Utc.instant(lastChangeAt);
    }

    /** Canonical JSON text of an object; null if it has none, or if they were removed. */
    public String data() {
        return data;
    }

    public Instant createdAt() {
        return Utc.instant(createdAt);
    }

    /** The context of the span that made it; null if it is not traced. */
    public String traceparent() {
        return traceparent;
    }

    /** Whether a failed attempt is not repeated, because all of its changes said so. */
    public boolean isOnce() {
        return Boolean.TRUE.equals(isOnce);
    }

    /** When its data were removed; null if they were not. */
    public Instant contentRemovedAt() {
        return Utc.instant(contentRemovedAt);
    }
}
