package io.carillon.access;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/** One action of one caller in the audit log. {@link AuditLog} writes it once; it never changes. */
@Entity
@Table(name = "audit_entry")
class AuditEntry {

    @Id
    private String id;
    private OffsetDateTime at;
    @Column(name = "actor_id")
    private String actorId;
    @Column(name = "actor_name")
    private String actorName;
    @Column(name = "actor_scope")
    private String actorScope;
    private String action;
    @Column(name = "object_id")
    private String objectId;
    @Column(name = "organization_id")
    private Long organizationId;
    @Column(name = "application_id")
    private String applicationId;
    @Column(name = "state_before")
    private String before;
    @Column(name = "state_after")
    private String after;

    protected AuditEntry() {
    }

    String id() {
        return id;
    }

    Instant at() {
        return Utc.instant(at);
    }

    String actorId() {
        return actorId;
    }

    String actorName() {
        return actorName;
    }

    /** A scope, or {@code carillon}. */
    String actorScope() {
        return actorScope;
    }

    String action() {
        return action;
    }

    String objectId() {
        return objectId;
    }

    String before() {
        return before;
    }

    String after() {
        return after;
    }
}
