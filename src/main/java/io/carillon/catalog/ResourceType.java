package io.carillon.catalog;

import io.carillon.database.Utc;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/**
 * A row of the matrix: a kind of object and, for each operation, who is notified. Operators manage the rows; nodes cache them
 * for a second.
 */
@Entity
@Table(name = "resource_type")
public class ResourceType implements CatalogEntry {

    @Id
    private String name;
    @Column(name = "part_of")
    private String partOf;
    @Column(name = "on_create")
    private String onCreate;
    @Column(name = "on_update")
    private String onUpdate;
    @Column(name = "on_delete")
    private String onDelete;
    @Column(name = "deleted_at")
    private OffsetDateTime deletedAt;

    protected ResourceType() {
    }

    ResourceType(String name, String partOf, NotificationRule onCreate, NotificationRule onUpdate, NotificationRule onDelete) {
        this.name = name;
        describe(partOf, onCreate, onUpdate, onDelete);
    }

    void describe(String whole, NotificationRule ofCreate, NotificationRule ofUpdate, NotificationRule ofDelete) {
        partOf = whole;
        onCreate = ofCreate.word();
        onUpdate = ofUpdate.word();
        onDelete = ofDelete.word();
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

    /** The name, as thin bodies show it. */
    public String name() {
        return name;
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
}
