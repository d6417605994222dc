package io.carillon.catalog;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Optional;

/**
 * A row of the matrix: a kind of object and, for each operation, who is notified. Operators manage the rows; nodes cache them
 * for a second.
 */
@Entity
@Table(name = "resource_type")
public class ResourceType extends CatalogEntry {

    @Column(name = "part_of")
    private String partOf;
    @Column(name = "on_create")
    private String onCreate;
    @Column(name = "on_update")
    private String onUpdate;
    @Column(name = "on_delete")
    private String onDelete;

    protected ResourceType() {
    }

    ResourceType(String name, String partOf, NotificationRule onCreate, NotificationRule onUpdate, NotificationRule onDelete) {
        super(name);
        describe(partOf, onCreate, onUpdate, onDelete);
    }

    void describe(String whole, NotificationRule ofCreate, NotificationRule ofUpdate, NotificationRule ofDelete) {
        partOf = whole;
        onCreate = ofCreate.word();
        onUpdate = ofUpdate.word();
        onDelete = ofDelete.word();
    }

    /** The type that this one is a part of: any operation on a part is an update of the whole. */
    public Optional<String> partOf() {
        return Optional.ofNullable(partOf);
    }

    /** Who is notified of {@code operation}. */
    public NotificationRule audience(Operation operation) {
        return NotificationRule.ofWord(switch (operation) {
            case CREATE -> onCreate;
            case UPDATE -> onUpdate;
            case DELETE -> onDelete;
        });
    }

    /** Keys and values for the log. */
    Object[] facts() {
        return new Object[] {"part-of", partOf, "create", onCreate, "update", onUpdate, "delete", onDelete};
    }
}
