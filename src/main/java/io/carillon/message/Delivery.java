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
 * One message to one endpoint. It is pending from its creation until the outcome of its last attempt is recorded, or until a
 * node finds that it may not be sent. It is read as an entity or created by a claim, and written only by
 * {@link Deliveries}.
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
    @Column(name = "schedule_from")
    private int scheduleFrom;
    private int fence;
    @Column(name = "due_at")
    private OffsetDateTime dueAt;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "completed_at")
    private OffsetDateTime completedAt;
    private String reason;
    @Column(name = "waits_for")
    private String waitsFor;

    protected Delivery() {
    }

    /** A pending delivery that was just claimed; {@code attempts} were recorded, {@code scheduleFrom} before it was reopened. */
    public Delivery(String id, Message message, Endpoint endpoint, int attempts, int scheduleFrom, int fence) {
        this.id = id;
        this.message = message;
        this.endpoint = endpoint;
        this.state = DeliveryState.PENDING.word();
        this.attempts = attempts;
        this.scheduleFrom = scheduleFrom;
        this.fence = fence;
    }

    /** {@code dl_…}. */
    public String id() {
        return id;
    }

    public Message message() {
        return message;
    }

    public Endpoint endpoint() {
        return endpoint;
    }

    public DeliveryState state() {
        return EnumWords.read(DeliveryState.class, state);
    }

    /** How many attempts were recorded. */
    public int attempts() {
        return attempts;
    }

    /** How many attempts were recorded since it was created or last reopened; the retry schedule counts only these. */
    public int attemptsOfSchedule() {
        return attempts - scheduleFrom;
    }

    /** The number of the newest claim; the outcome of an older claim is not recorded. */
    public int fence() {
        return fence;
    }

    /** When the next attempt is due; null unless pending. */
    public Instant dueAt() {
        return Utc.instant(dueAt);
    }

    public Instant createdAt() {
        return Utc.instant(createdAt);
    }

    /** When its state became final, or null. */
    public Instant completedAt() {
        return Utc.instant(completedAt);
    }

    /** The delivery before it, for which it waits; null unless its endpoint is ordered. */
    public String waitsFor() {
        return waitsFor;
    }

    /** Whether its endpoint's format needs the content of its message, and that was removed. */
    public boolean lacksContent() {
        return message.contentRemovedAt() != null && endpoint.format().hasData();
    }

    /** Why it was cancelled: the word of a {@link CancelReason}; null unless cancelled. */
    public String reason() {
        return reason;
    }
}
