package io.carillon.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.database.Database;
import io.carillon.database.Row;
import io.carillon.http.CanonicalMember;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import io.carillon.schema.DataSchema;
import io.carillon.schema.SchemaExample;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
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
     * Gives {@code type}, which is persistent, the schema and the validation of {@code request}, which has no flaws. Another
     * schema than the present one gets the next number.
     */
    void write(EventType type, EventTypeRequest request) {
        String schema = schemaOf(request);
        if (schema == null) {
            type.specify(null, null);
        } else if (!schema.equals(type.schema())) {
            type.specify(schema, add(type.name(), schema));
        }
        type.validate(request.validate());
    }

    /** Why the schema, the validation or the example of {@code request} cannot be used. */
    static List<Flaw> flawsOf(EventTypeRequest request) {
        String schema = schemaOf(request);
        String example = given(request);
        if (schema == null) {
            return request.validate() == Validation.OFF ? List.of()
                    : List.of(Flaw.ofValue("/validate", "must be off, because the event type has no schema"));
        }
        List<Flaw> flaws = DataSchema.flawsOf(StrictJson.stored(schema), "/schema");
        return !flaws.isEmpty() || example == null ? flaws : DataSchema.of(schema).violationsOf(example).stream()
                .map(one -> Flaw.ofValue("/example" + one.pointer(), one.detail()
                        + "; send null for an example that is made of the schema")).toList();
    }

    private static String schemaOf(EventTypeRequest request) {
        return CanonicalMember.of(request.schema(), "/schema", DataSchema.LONGEST);
    }

    private static String given(EventTypeRequest request) {
        return CanonicalMember.of(request.example(), "/example", LONGEST_EXAMPLE);
    }

    /** The example of {@code request}, which has no flaws, or one that is made of the schema; null if there is none. */
    static String exampleOf(EventTypeRequest request) {
        String given = given(request);
        String schema = schemaOf(request);
        return given != null || schema == null ? given : SchemaExample.of(StrictJson.stored(schema)).map(JsonNode::toString)
                .filter(made -> made.length() <= LONGEST_EXAMPLE).orElse(null);
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
