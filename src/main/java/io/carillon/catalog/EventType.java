package io.carillon.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A name that endpoints can subscribe to, such as {@code score.updated}, for one operation on one resource type. */
@Entity
@Table(name = "event_type")
public class EventType extends CatalogEntry {

    /** The longest name, in characters, wherever one is written. */
    public static final int LONGEST_NAME = 100;

    @Column(name = "resource_type")
    private String resourceType;
    private String operation;
    @Column(name = "is_default")
    private boolean isDefault;
    private String description;
    private String example;

    protected EventType() {
    }

    EventType(String name, String resourceType, Operation operation, boolean isDefault) {
        super(name);
        this.resourceType = resourceType;
        this.operation = operation.word();
        this.isDefault = isDefault;
    }

    void describe(String newDescription, String newExample) {
        description = newDescription;
        example = newExample;
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

    String description() {
        return description;
    }

    /** Example data as JSON text, or null. */
    String example() {
        return example;
    }
}
