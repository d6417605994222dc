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
import java.util.Set;

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
    @Embedded
    private ExternalData external;
    private String flags;
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

    void describe(ApplicationRequest request) {
        name = request.name();
        contact = ContactColumns.of(request.contact());
        external = new ExternalData(request.externalId(), request.metadata());
        flags = Flags.column(request.flags());
    }

    /** Erases the contact and what its owner noted; the row remains for the log. */
    void delete(Instant now) {
        contact = ContactColumns.of(null);
        external = new ExternalData(null, null);
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

    ExternalData external() {
        return external == null ? ExternalData.NONE : external;
    }

    /** Which event types with flags it gets and sees. */
    public Set<String> flags() {
        return Flags.of(flags);
    }

    /** How the audit log names it. */
    AuditedObject audited() {
        return new AuditedObject(id, ownerOrganizationId, id);
    }
}
