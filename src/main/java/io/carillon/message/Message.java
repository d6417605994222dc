package io.carillon.message;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One thing that is told to every subscribed endpoint under the same {@code wh_} id, in every attempt and redelivery.
 * Written once, when a bucket closes or an instant change commits, and never changed.
 */
@Entity
@Table(name = "message")
public class Message {

    @Id
    private String id;
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

    protected Message() {
    }

    /** What {@code content} says, under {@code id}; {@link Outbox} writes the rows, this is for reading and for samples. */
    public Message(String id, Announcement content, Instant createdAt) {
        this.id = id;
        this.organizationId = content.organizationId();
        this.resourceType = content.resourceType();
        this.resourceId = content.resourceId();
        this.operation = content.operation();
        this.eventType = content.eventType();
        this.mode = content.mode();
        this.changes = content.changes();
        this.firstChangeAt = Utc.of(content.firstChangeAt());
        this.lastChangeAt = Utc.of(content.lastChangeAt());
        this.data = content.data();
        this.createdAt = Utc.of(createdAt);
    }

    /** {@code wh_…}. */
    public String id() {
        return id;
    }

    /** The organization that is notified. */
    public long organizationId() {
        return organizationId;
    }

    /** The kind of the object. */
    public String resourceType() {
        return resourceType;
    }

    /** The object. */
    public String resourceId() {
        return resourceId;
    }

    /** What happened to it, in the documents' word. */
    public String operation() {
        return operation;
    }

    /** The same as an event type. */
    public String eventType() {
        return eventType;
    }

    /** Whether it summarises a window. */
    public boolean isCoalesced() {
        return mode.equals(Announcement.COALESCED);
    }

    /** How many changes it summarises. */
    public int changes() {
        return changes;
    }

    /** When the last of them happened. */
    public Instant lastChangeAt() {
        return Utc.instant(lastChangeAt);
    }

    /** Canonical JSON text of an object, or null. */
    public String data() {
        return data;
    }

    /** When it was written. */
    public Instant createdAt() {
        return Utc.instant(createdAt);
    }
}
