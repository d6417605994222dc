package io.carillon.message;

import io.carillon.database.Utc;
import io.carillon.endpoint.Endpoint;
import io.carillon.platform.EnumWords;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * One message on its way to one endpoint. Pending from its writing until a last attempt's outcome is recorded, or until
 * it turns out that its endpoint is switched off. Read as an entity, or made by its claim; written by statements.
 */
@Entity
@Table(name = "delivery")
public class Delivery {

    @Id
    private String id;
    @ManyToOne
    @JoinColumn(name = "message_id")
    private Message message;
    @ManyToOne
    @JoinColumn(name = "endpoint_id")
    private Endpoint endpoint;
    private String state;
    private int attempts;
    private int fence;
    @Column(name = "due_at")
    private OffsetDateTime dueAt;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "completed_at")
    private OffsetDateTime completedAt;

    protected Delivery() {
    }

    /** A pending delivery as it was just claimed; {@code attempts} were recorded before. */
    public Delivery(String id, Message message, Endpoint endpoint, int attempts, int fence) {
        this.id = id;
        this.message = message;
        this.endpoint = endpoint;
        this.state = DeliveryState.PENDING.word();
        this.attempts = attempts;
        this.fence = fence;
    }

    /** {@code dl_…}. */
    public String id() {
        return id;
    }

    /** The message. */
    public Message message() {
        return message;
    }

    /** The receiving endpoint. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /** Its state. */
    public DeliveryState state() {
        return EnumWords.read(DeliveryState.class, state);
    }

    /** How many attempts were recorded. */
    public int attempts() {
        return attempts;
    }

    /** The number of the newest claim; an outcome of an older one is not recorded. */
    public int fence() {
        return fence;
    }

    /** When the next attempt is planned; null unless pending. */
    public Instant dueAt() {
        return Utc.instant(dueAt);
    }

    /** When it was written. */
    public Instant createdAt() {
        return Utc.instant(createdAt);
    }

    /** When its state became final, or null. */
    public Instant completedAt() {
        return Utc.instant(completedAt);
    }
}
