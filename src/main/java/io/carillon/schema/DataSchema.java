package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import io.carillon.json.Flaw;
import io.carillon.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A schema of data, ready to check some. Nothing is read from elsewhere: a schema is complete in itself, and the library may load
 * nothing. Thread-safe. The library's classes are loaded with the first schema.
 */
public final class DataSchema {

    /** The longest text of a schema, in characters. */
    public static final int LONGEST = 30_000;
    private static final int MOST_VIOLATIONS = 20;
    private static final Flaw TOO_MUCH = violation("takes too long to check against the schema");
    private static final Flaw MORE = violation("violates the schema in more places than are listed");

    private final Schema schema;

    private DataSchema(Schema schema) {
        this.schema = schema;
    }

    /**
     * The schema with {@code text}.
     *
     * @throws IllegalArgumentException if it has a flaw
     */
    public static DataSchema of(String text) {
        try {
            JsonNode schema = StrictJson.stored(text);
            List<Flaw> flaws = SchemaRules.flawsOf(schema);
            if (!flaws.isEmpty()) {
                throw new IllegalArgumentException(flaws.get(0).pointer() + " " + flaws.get(0).detail());
            }
            return of(schema);
        } catch (SchemaException | PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    static DataSchema of(JsonNode flawless) {
        ObjectNode own = flawless.deepCopy();
        own.remove(List.of("$id", "$schema"));
        return new DataSchema(Library.OF_DATA.getSchema(own));
    }

    /** Why {@code schema}, an object, cannot be one; pointers begin with {@code root}. */
    public static List<Flaw> flawsOf(JsonNode schema, String root) {
        List<Flaw> found = violations(Library.META, schema, schema.toString().length() + LONGEST);
        List<Flaw> flaws = found.isEmpty() ? SchemaRules.flawsOf(schema) : found;
        return flaws.stream().map(flaw -> Flaw.ofValue(root + flaw.pointer(), flaw.detail())).toList();
    }

    /**
     * How {@code data} violates the schema; pointers begin at the root of the data. At most 20, and one that says that there are
     * more. A change without data is checked as one with an empty object.
     *
     * @param data JSON text, or null
     */
    public List<Flaw> violationsOf(String data) {
        String text = data == null ? "{}" : data;
        return violationsOf(StrictJson.stored(text), text.length());
    }

    List<Flaw> violationsOf(JsonNode data, int characters) {
        return violations(schema, data, characters);
    }

    private static List<Flaw> violations(Schema schema, JsonNode data, int characters) {
        Effort effort = new Effort(characters);
        boolean whole = effort.suffices(() -> schema.validate(effort, data));
        List<Flaw> flaws = new ArrayList<>(effort.found().stream().map(Violation::of).distinct()
                .limit(MOST_VIOLATIONS + 1L).toList());
        if (!whole && flaws.isEmpty()) {
            return List.of(TOO_MUCH);
        }
        if (!whole || flaws.size() > MOST_VIOLATIONS) {
            flaws.subList(Math.min(flaws.size(), MOST_VIOLATIONS), flaws.size()).clear();
            flaws.add(MORE);
        }
        return flaws;
    }

    private static Flaw violation(String detail) {
        return new Flaw(Flaw.SCHEMA_VIOLATED, "", detail);
    }

    /** One flaw that names all {@code violations}, with the pointer of the first. */
    public static Flaw summaryOf(List<Flaw> violations, String eventType) {
        StringBuilder detail = new StringBuilder("violates the schema of " + eventType + ":");
        String separator = " ";
        for (Flaw violation : violations) {
            detail.append(separator).append("/data").append(violation.pointer()).append(' ').append(violation.detail());
            separator = "; ";
        }
        return new Flaw(Flaw.SCHEMA_VIOLATED, violations.get(0).pointer(), detail.toString());
    }

    /** What the library is set to; a class of its own, because it is loaded when it is first used. */
    private static final class Library {

        /** What is not a keyword describes, and the library would log it. */
        private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
                .keyword(new UniqueItems())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword)).build();
        static final SchemaRegistry OF_DATA = registry(false);
        static final Schema META = registry(true).getSchema(SchemaLocation.of(SchemaRules.DIALECT));

        private static SchemaRegistry registry(boolean mayLoadMetaSchemas) {
            return SchemaRegistry.withDefaultDialect(DIALECT, registry -> registry
                    .schemaLoader(loader -> loader.allow(iri -> mayLoadMetaSchemas && iri.toString().startsWith(
                            SchemaRules.DIALECT.substring(0, SchemaRules.DIALECT.lastIndexOf('/')))))
                    .schemaCacheEnabled(mayLoadMetaSchemas)
                    .schemaRegistryConfig(SchemaRegistryConfig.builder().pathType(PathType.JSON_POINTER)
                            .regularExpressionFactory(BoundedPattern::compile).formatAssertionsEnabled(false).build()));
        }
    }
}
