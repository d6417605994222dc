package io.carillon.catalog;

import io.carillon.tenant.Flags;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Set;

/** A name that endpoints can subscribe to, such as {@code score.updated}, for one operation on one resource type. */
@Entity
@Table(name = "event_type")
public class EventType extends CatalogEntry {

    /** The longest name, in characters, wherever one is written. */
    public static final int LONGEST_NAME = 100;
    private static final String NAME = "[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)+";

    @Column(name = "resource_type")
    private String resourceType;
    private String operation;
    @Column(name = "is_default")
    private boolean isDefault;
    private String description;
    private String example;
    @Column(name = "data_schema")
    private String schema;
    @Column(name = "schema_version")
    private Integer schemaVersion;
    private String validation;
    @Column(name = "is_deprecated")
    private boolean isDeprecated;
    @Column(name = "is_archived")
    private boolean isArchived;
    private String flags;

    protected EventType() {
    }

    EventType(String name, String resourceType, Operation operation, boolean isDefault) {
        super(name);
        this.resourceType = resourceType;
        this.operation = operation.word();
        this.isDefault = isDefault;
        this.validation = Validation.OFF.word();
    }

    /** Whether a new event type may be called {@code text}: words separated by dots. */
    public static boolean isName(String text) {
        return text.matches(NAME) && text.length() <= LONGEST_NAME;
    }

    void describe(String newDescription, String newExample) {
        description = newDescription;
        example = newExample;
    }

    /** What its schema is now, with the number of its version; both null if it has none. */
    void specify(String newSchema, Integer version) {
        schema = newSchema;
        schemaVersion = version;
    }

    void validate(Validation newValidation) {
        validation = newValidation.word();
    }

    /** How much of its life is over: deprecated types are to go, and archived ones get no new subscriptions. */
    void retire(boolean deprecated, boolean archived) {
        isDeprecated = deprecated;
        isArchived = archived;
    }

    /** Opens it to applications that have all of {@code newFlags} only. */
    void openTo(List<String> newFlags) {
        flags = Flags.column(newFlags);
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

    /** The schema of the data of its changes, as JSON text, or null. */
    String schema() {
        return schema;
    }

    /** The number of the schema, or null. */
    Integer schemaVersion() {
        return schemaVersion;
    }

    boolean isDeprecated() {
        return isDeprecated;
    }

    /** Whether no endpoint can subscribe to it any more. */
    boolean isArchived() {
        return isArchived;
    }

    /** The flags that an application needs in order to get and see it. */
    Set<String> flags() {
        return Flags.of(flags);
    }

    /** What becomes of a change whose data violate the schema. */
    Validation validation() {
        return Validation.ofWord(validation);
    }
}
