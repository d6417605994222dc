package io.carillon.tenant;

import io.carillon.access.AuditedObject;
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

/** An organization's consent that an application receives announcements of its objects. The row exists as long as the consent. */
@Entity
@Table(name = "enablement")
@IdClass(Enablement.Key.class)
class Enablement {

    @Id
    @Column(name = "organization_id")
    private long organizationId;
    @Id
    @Column(name = "application_id")
    private String applicationId;
    @Column(name = "enabled_at")
    private OffsetDateTime enabledAt;

    protected Enablement() {
    }

    Enablement(long organizationId, String applicationId, Instant enabledAt) {
        this.organizationId = organizationId;
        this.applicationId = applicationId;
        this.enabledAt = Utc.of(enabledAt);
    }

    long organizationId() {
        return organizationId;
    }

    String applicationId() {
        return applicationId;
    }

    Instant enabledAt() {
        return Utc.instant(enabledAt);
    }

    /** How the audit log names it. */
    AuditedObject audited() {
        return new AuditedObject(organizationId + "/" + applicationId, organizationId, applicationId);
    }

    /** The primary key class that JPA requires. */
    static class Key implements Serializable {
        private static final long serialVersionUID = 1L;
        private long organizationId;
        private String applicationId;

        public Key() {
        }

        Key(long organizationId, String applicationId) {
            this.organizationId = organizationId;
            this.applicationId = applicationId;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.organizationId == organizationId
                    && Objects.equals(key.applicationId, applicationId);
        }

        @Override
        public int hashCode() {
            return Objects.hash(organizationId, applicationId);
        }
    }
}
