package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.access.AuditLog;
import io.carillon.database.Database;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import io.carillon.schema.BundledSchema;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Compares the event types of a document with those of the catalog, and writes them: all or none. */
@ApplicationScoped
class EventTypeImport {

    @Inject
    private Database database;
    @Inject
    private EventTypeWrites writes;

    /**
     * Imports {@code document} in the caller's transaction.
     *
     * @param isDryRun only say what would be written, also if that is impossible
     * @throws ProblemException 422 if it is no such document, or with each flaw of its event types
     */
    EventTypeImportDocument run(ObjectNode document, boolean isDryRun, AuditLog audit) {
        List<ImportedType> types = ImportedDocument.read(document);
        List<Planned> planned = types.stream().map(this::plan).toList();
        List<Flaw> flaws = planned.stream().flatMap(one -> one.item.errors().stream()).toList();
        if (!isDryRun) {
            if (!flaws.isEmpty()) {
                throw ProblemException.invalid(flaws);
            }
            planned.stream().filter(one -> one.item.action() != ImportAction.UNCHANGED).forEach(one -> write(one, audit));
        }
        return new EventTypeImportDocument(isDryRun, planned.stream().map(Planned::item).toList());
    }

    private record Planned(ImportedTypeDocument item, EventTypeRequest request) {
    }

    private void write(Planned one, AuditLog audit) {
        String name = one.item.name();
        EventTypesResource.KIND.put(database, audit, name, null, existing -> writes.write(name, one.request, existing));
    }

    private Planned plan(ImportedType type) {
        Optional<EventType> present = EventTypesResource.KIND.findForUpdate(database, type.name());
        EventType row = present.orElseGet(() -> database.entities().find(EventType.class, type.name()));
        EventTypeRequest request = request(type, row, present.isPresent());
        List<Flaw> flaws = new ArrayList<>(type.flaw().stream().toList());
        if (request.resourceType() == null || request.resourceOperation() == null) {
            flaws.add(Flaw.ofValue(type.pointer(), "names no resource type of the catalog; add " + ImportedDocument.RESOURCE_TYPE
                    + " and " + ImportedDocument.RESOURCE_OPERATION));
        } else {
            flawsOf(type, request, row).forEach(flaws::add);
        }
        List<String> changed = present.map(one -> changed(EventTypeRequest.of(one), request)).orElse(List.of());
        ImportAction action = !flaws.isEmpty() ? ImportAction.REFUSED : present.isEmpty() ? ImportAction.CREATED
                : changed.isEmpty() ? ImportAction.UNCHANGED : ImportAction.CHANGED;
        return new Planned(new ImportedTypeDocument(type.name(), action, changed, flaws), request);
    }

    private Stream<Flaw> flawsOf(ImportedType type, EventTypeRequest request, EventType row) {
        try {
            return writes.flawsOf(type.name(), request, row).stream().map(flaw -> at(type, flaw));
        } catch (ProblemException e) {
            return e.flaws().stream().map(flaw -> at(type, flaw));
        }
    }

    /** The pointers of a flaw are those of an event type, which the document has in another form. */
    private static Flaw at(ImportedType type, Flaw flaw) {
        return Flaw.ofValue(type.pointer(), flaw.pointer().substring(1) + " " + flaw.detail());
    }

    /** What the document says, and otherwise what the event type has; what it means cannot change. */
    private EventTypeRequest request(ImportedType type, EventType row, boolean isPresent) {
        EventTypeRequest had = row == null ? null : EventTypeRequest.of(row);
        JsonNode schema = type.schema() == null && isPresent ? had.schema() : type.schema();
        boolean keeps = type.example() == null && isPresent && sameSchema(had.schema(), schema);
        return new EventTypeRequest(type.name(), type.description(),
                row == null ? resourceTypeOf(type) : had.resourceType(),
                row == null ? operationOf(type) : had.resourceOperation(), keeps ? had.example() : type.example(), schema,
                isPresent ? had.validate() : Validation.OFF, type.deprecated(), isPresent && had.archived(),
                isPresent ? had.flags() : List.of());
    }

    private String resourceTypeOf(ImportedType type) {
        if (type.resourceType() != null) {
            return type.resourceType();
        }
        String beginning = type.name().contains(".") ? type.name().substring(0, type.name().lastIndexOf('.')) : type.name();
        ResourceType found = database.entities().find(ResourceType.class, beginning);
        return found == null || found.isDeleted() ? null : beginning;
    }

    private static String operationOf(ImportedType type) {
        return type.resourceOperation() != null ? type.resourceOperation() : type.name().endsWith(".created") ? "create"
                : type.name().endsWith(".deleted") ? "delete" : "update";
    }

    private static List<String> changed(EventTypeRequest had, EventTypeRequest will) {
        List<String> changed = new ArrayList<>();
        if (!had.description().equals(will.description())) {
            changed.add("description");
        }
        if (!Objects.equals(had.example(), will.example()) && will.example() != null) {
            changed.add("example");
        }
        if (!sameSchema(had.schema(), will.schema())) {
            changed.add("schema");
        }
        if (!had.deprecated().equals(will.deprecated())) {
            changed.add("deprecated");
        }
        return changed;
    }

    /** Whether they are the same but for what an export leaves out. */
    private static boolean sameSchema(JsonNode one, JsonNode other) {
        return Objects.equals(bare(one), bare(other));
    }

    private static JsonNode bare(JsonNode schema) {
        if (!(schema instanceof ObjectNode object)) {
            return null;
        }
        ObjectNode bare = BundledSchema.of(object, object);
        bare.remove("examples");
        return StrictJson.stored(bare.toString());
    }
}
