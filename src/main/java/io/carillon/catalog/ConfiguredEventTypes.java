package io.carillon.catalog;

import io.carillon.database.Database;
import io.carillon.http.ConfiguredObjects;
import io.carillon.json.DocumentTree;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The event types of the configuration, by name. They belong to no organization. */
@ApplicationScoped
public class ConfiguredEventTypes implements ConfiguredObjects<EventTypeRequest> {

    @Inject
    private Database database;
    @Inject
    private EventTypesResource types;

    @Override
    public Map<String, EventTypeRequest> all(Long organization, int most) {
        Map<String, EventTypeRequest> all = new LinkedHashMap<>();
        if (organization == null) {
            database.entities().createQuery("SELECT t FROM EventType t WHERE t.deletedAt IS NULL ORDER BY t.name",
                    EventType.class).setMaxResults(most).getResultList().forEach(type -> all.put(type.name(), written(type)));
        }
        return all;
    }

    @Override
    public Optional<EventTypeRequest> find(String name) {
        return EventTypesResource.KIND.findForUpdate(database, name).map(ConfiguredEventTypes::written);
    }

    private static EventTypeRequest written(EventType type) {
        return DocumentTree.without(EventTypeRequest.of(type), EntryKind.NAME);
    }

    @Override
    public EventTypeRequest completed(String name, EventTypeRequest wanted, EventTypeRequest present) {
        return withExample(name.equals(wanted.name()) ? DocumentTree.without(wanted, EntryKind.NAME) : wanted);
    }

    /** Why the schema of {@code wanted} cannot be used; empty if it can, or if there is none. */
    public static Optional<String> objectionToSchema(EventTypeRequest wanted) {
        try {
            return EventTypeSchemas.flawsOf(wanted).stream().findFirst().map(ConfiguredEventTypes::sentence);
        } catch (ProblemException e) {
            return e.flaws().stream().findFirst().map(ConfiguredEventTypes::sentence);
        }
    }

    private static String sentence(Flaw flaw) {
        return flaw.pointer() + " " + flaw.detail();
    }

    /** With the example that is made of the schema, if there is none in {@code wanted}. */
    private static EventTypeRequest withExample(EventTypeRequest wanted) {
        String example = EventTypeSchemas.flawsOf(wanted).isEmpty() ? EventTypeSchemas.exampleOf(wanted) : null;
        return example == null ? wanted
                : DocumentTree.changed(wanted, members -> members.set("example", StrictJson.stored(example)));
    }

    @Override
    public void put(String name, EventTypeRequest wanted) {
        types.write(name, wanted);
    }
}
