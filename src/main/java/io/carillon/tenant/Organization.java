package io.carillon.tenant;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * A tenant whose objects change. Its id is the integer that producers and thin bodies use; its parent can change. After it was
 * deleted it may be created again, because producers cannot choose another id.
 */
@Entity
@Table(name = "organization")
public class Organization {

    @Id
    private long id;
    private String name;
    @Column(name = "parent_id")
    private Long parentId;
    @Embedded
    private ContactColumns contact;
    @Column(name = "changes_a_day")
    private Integer changesADay;
    @Column(name = "created_at")
    private OffsetDateTime createdAt;
    @Column(name = "deleted_at")
    private OffsetDateTime deletedAt;

    protected Organization() {
    }

    Organization(long id, Instant createdAt) {
        this.id = id;
        this.createdAt = Utc.of(createdAt);
    }

    void describe(String newName, Long newParentId, Contact newContact, Integer newChangesADay) {
        name = newName;
        parentId = newParentId;
        contact = ContactColumns.of(newContact);
        changesADay = newChangesADay;
    }

    /** Erases the contact; the row and its name remain for the log. */
    void delete(Instant now) {
        describe(name, null, null, null);
        deletedAt = Utc.of(now);
    }

    /** Makes a deleted organization a new one. */
    void createAgain(Instant now) {
        createdAt = Utc.of(now);
        deletedAt = null;
    }

    boolean isDeleted() {
        return deletedAt != null;
    }

    long id() {
        return id;
    }

    String name() {
        return name;
    }

    Long parentId() {
        return parentId;
    }

    Contact contact() {
        return ContactColumns.contact(contact);
    }

    Integer changesADay() {
        return changesADay;
    }
}
