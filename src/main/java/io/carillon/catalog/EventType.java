package io.carillon.catalog;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;

/** A name that endpoints can subscribe to, such as {@code score.updated}, for one operation on one resource type. */
@Entity
@Table(name = "event_type")
public class EventType implements CatalogEntry {

    /** The longest name, in characters, wherever one is written. */
    public static final int LONGEST_NAME = 100;

    @Id
    private String name;
    @Column(name = "resource_type")
    private String resourceType;
    private String operation;
    @Column(name = "is_default")
    private boolean isDefault;
    private String description;
    private String example;
    @Column(name = "deleted_at")
    private OffsetDateTime deletedAt;

    protected EventType() {
    }

    EventType(String name, String resourceType, Operation operation, boolean isDefault) {
        this.name = name;
        this.resourceType = resourceType;
        this.operation = operation.word();
        this.isDefault = isDefault;
    }

    void describe(String newDescription, String newExample) {
        description = newDescription;
        example = newExample;
    }

    public String name() {
        return name;
    }

    public String resourceType() {
        return resourceType;
    }

    public Operation operation() {
        return Operation.ofWord(operation).orElseThrow();
    }

    /** Whether a change that names only resource type and operation gets this event type. */
    boolean isDefault() {
        return isDefault;
    }

    @Override
    public boolean isDeleted() {
        return deletedAt != null;
    }

    @Override
    public void delete(Instant now) {
        deletedAt = Utc.of(now);
    }

    @Override
    public void restore() {
        deletedAt = null;
    }

    String description() {
        return description;
    }

    /** Example data as JSON text, or null. */
    String example() {
        return example;
    }
}
