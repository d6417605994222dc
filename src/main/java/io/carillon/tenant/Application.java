package io.carillon.tenant;

import io.carillon.access.AuditedObject;
import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A receiving application. It is notified about an organization's objects as long as that organization enables it. */
@Entity
@Table(name = "application")
public class Application {

    @Id
    private String id;
    private String name;
    @Column(name = "owner_organization_id")
    private Long ownerOrganizationId;
    @Embedded
    private ContactColumns contact;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "deleted_at")
    private OffsetDateTime deletedAt;

    protected Application() {
    }

    Application(String id, Long ownerOrganizationId, Instant createdAt) {
        this.id = id;
        this.ownerOrganizationId = ownerOrganizationId;
        this.createdAt = Utc.of(createdAt);
    }

    void describe(String newName, Contact newContact) {
        name = newName;
        contact = ContactColumns.of(newContact);
    }

    /** Erases the contact; the row remains for the log. */
    void delete(Instant now) {
        contact = ContactColumns.of(null);
        deletedAt = Utc.of(now);
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    Long ownerOrganizationId() {
        return ownerOrganizationId;
    }

    Contact contact() {
        return ContactColumns.contact(contact);
    }

    /** How the audit log names it. */
    AuditedObject audited() {
        return new AuditedObject(id, ownerOrganizationId, id);
    }
}
