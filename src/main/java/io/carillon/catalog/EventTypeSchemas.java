package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.http.CanonicalMember;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import io.carillon.schema.DataSchema;
import io.carillon.schema.SchemaExample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The versions of the schemas of event types. Works in the caller's transaction, which holds the event type. */
@ApplicationScoped
class EventTypeSchemas {

    private static final int LONGEST_EXAMPLE = 10_000;
    private static final String LAST = "SELECT COALESCE(MAX(version), 0) FROM event_type_schema WHERE event_type = ?";
    private static final String ADD =
            "INSERT INTO event_type_schema (event_type, version, data_schema, since) VALUES (?, ?, ?, ?)";
    private static final String LIST = """
            SELECT version, since, data_schema FROM event_type_schema
            WHERE event_type = ? AND version < ? ORDER BY version DESC LIMIT ?""";

    @Inject
    private Database database;
    @Inject
    private Clock clock;

    /**
     * Gives {@code type}, which is in the database, the schema, the example and the validation of {@code request}. Another schema
     * than the present one gets the next number.
     *
     * @throws ProblemException 422 for a schema that cannot be used, and for an example that violates it
     */
    void write(EventType type, EventTypeRequest request) {
        String schema = schemaOf(request);
        type.describe(request.description(), exampleOf(request, schema));
        if (schema == null) {
            type.specify(null, null);
        } else if (!schema.equals(type.schema())) {
            type.specify(schema, add(type.name(), schema));
        }
        type.validate(request.validate() == null ? Validation.OFF : request.validate());
    }

    private static String schemaOf(EventTypeRequest request) {
        String text = CanonicalMember.of(request.schema(), "/schema", DataSchema.LONGEST);
        List<Flaw> flaws = new ArrayList<>();
        if (text != null) {
            flaws.addAll(DataSchema.flawsOf(StrictJson.stored(text), "/schema"));
        } else if (request.validate() != null && request.validate() != Validation.OFF) {
            flaws.add(Flaw.ofValue("/validate", "must be off, because the event type has no schema"));
        }
        if (!flaws.isEmpty()) {
            throw ProblemException.invalid(flaws);
        }
        return text;
    }

    /** The example that was given, or one that is made of the schema; null if there is none. */
    private static String exampleOf(EventTypeRequest request, String schema) {
        String given = CanonicalMember.of(request.example(), "/example", LONGEST_EXAMPLE);
        if (schema == null) {
            return given;
        }
        JsonNode tree = StrictJson.stored(schema);
        if (given == null) {
            return SchemaExample.of(tree).map(made -> CanonicalMember.of(made, "/example", LONGEST_EXAMPLE)).orElse(null);
        }
        List<Flaw> violations = DataSchema.of(schema).violationsOf(given);
        if (!violations.isEmpty()) {
            throw ProblemException.invalid(violations.stream().map(one -> Flaw.ofValue("/example" + one.pointer(), one.detail()
                    + "; send null for an example that is made of the schema")).toList());
        }
        return given;
    }

    private int add(String eventType, String schema) {
        database.entities().flush();
        int version = 1 + database.sql(LAST).with(eventType).first(Row::integer).orElseThrow();
        database.sql(ADD).with(eventType, version, schema, clock.instant()).update();
        return version;
    }

    /** The versions below {@code before}, newest first. */
    List<EventTypeSchemaDocument> list(EventType type, int before, int limit) {
        return database.sql(LIST).with(type.name(), before, limit).list(row -> document(type, row));
    }

    Optional<EventTypeSchemaDocument> find(EventType type, int version) {
        return list(type, version == Integer.MAX_VALUE ? version : version + 1, 1).stream()
                .filter(found -> found.version() == version).findFirst();
    }

    private static EventTypeSchemaDocument document(EventType type, Row row) {
        Integer version = row.integer();
        return new EventTypeSchemaDocument(version, row.time(), version.equals(type.schemaVersion()), row.text());
    }
}
