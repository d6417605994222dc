package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.Flaw;
import io.carillon.json.Pointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/**
 * What a schema may be, beyond its meta-schema: complete in itself, of a bounded size, and without a reference that leads back to
 * where it began before a member or item of the data is reached.
 */
final class SchemaRules {

    static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    static final int MOST_SCHEMAS = 1_000;
    static final int MOST_LEVELS = 24;
    private static final int LONGEST_PATTERN = 500;
    private static final String NO_OTHER_SCHEMA = "is not supported; use $ref with a pointer, such as #/$defs/name";
    private static final Map<String, String> UNSUPPORTED = Map.of(
            "$anchor", NO_OTHER_SCHEMA, "$dynamicAnchor", NO_OTHER_SCHEMA, "$dynamicRef", NO_OTHER_SCHEMA,
            "$recursiveAnchor", NO_OTHER_SCHEMA, "$recursiveRef", NO_OTHER_SCHEMA,
            "$vocabulary", "is not supported: the schema is one of 2020-12",
            "dependencies", "is not a keyword of 2020-12; use dependentRequired or dependentSchemas");

    private final Map<String, JsonNode> schemas = new HashMap<>();
    private final List<Flaw> flaws = new ArrayList<>();

    private SchemaRules() {
    }

    /** Every flaw of {@code schema}, which its meta-schema allows; pointers begin at its root. */
    static List<Flaw> flawsOf(JsonNode schema) {
        SchemaRules rules = new SchemaRules();
        rules.walk(schema, "", 1);
        if (rules.schemas.size() > MOST_SCHEMAS) {
            rules.flaw("", "may consist of at most " + MOST_SCHEMAS + " schemas");
        }
        rules.checkDialect(schema);
        rules.schemas.forEach(rules::checkReference);
        if (rules.flaws.isEmpty()) {
            rules.checkLoops();
        }
        return rules.flaws;
    }

    private void flaw(String pointer, String detail) {
        flaws.add(Flaw.ofValue(pointer, detail));
    }

    private void walk(JsonNode schema, String pointer, int level) {
        if (level > MOST_LEVELS) {
            flaw(pointer, "is nested too deeply: at most " + MOST_LEVELS + " levels of schemas are allowed");
            return;
        }
        schemas.put(pointer, schema);
        UNSUPPORTED.forEach((keyword, why) -> {
            if (schema.has(keyword)) {
                flaw(pointer + Pointer.step(keyword), why);
            }
        });
        if (!pointer.isEmpty() && schema.has("$id")) {
            flaw(pointer + "/$id", "is allowed at the root only");
        }
        checkPattern(schema.path("pattern").asText(""), pointer + "/pattern");
        schema.path("patternProperties").fieldNames().forEachRemaining(pattern ->
                checkPattern(pattern, pointer + "/patternProperties" + Pointer.step(pattern)));
        Keywords.schemasIn(schema).forEach((step, inner) -> walk(inner, pointer + step, level + 1));
    }

    private void checkPattern(String pattern, String pointer) {
        if (pattern.length() > LONGEST_PATTERN) {
            flaw(pointer, "may have at most " + LONGEST_PATTERN + " characters");
            return;
        }
        try {
            BoundedPattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            flaw(pointer, "is not a regular expression: at character " + (e.getIndex() + 1) + ", "
                    + e.getDescription().toLowerCase(Locale.ROOT));
        }
    }

    private void checkDialect(JsonNode schema) {
        JsonNode dialect = schema.path("$schema");
        if (!dialect.isMissingNode() && !dialect.asText().replaceFirst("#$", "").equals(DIALECT)) {
            flaw("/$schema", "must be " + DIALECT + ", or absent");
        }
        schemas.forEach((pointer, inner) -> {
            if (!pointer.isEmpty() && inner.has("$schema")) {
                flaw(pointer + "/$schema", "is allowed at the root only");
            }
        });
    }

    private void checkReference(String pointer, JsonNode schema) {
        if (!schema.has(Keywords.REF)) {
            return;
        }
        String target = schema.get(Keywords.REF).asText();
        String at = pointer + Pointer.step(Keywords.REF);
        if (!target.startsWith("#")) {
            flaw(at, "must point into this schema, such as #/$defs/name: nothing is read from elsewhere");
        } else if (!schemas.containsKey(target.substring(1))) {
            flaw(at, "points to no schema in this schema: " + target);
        }
    }

    private void checkLoops() {
        Set<String> done = new HashSet<>();
        for (String pointer : schemas.keySet().stream().sorted().toList()) {
            if (loops(pointer, new HashSet<>(), done)) {
                flaw(pointer, "refers to itself without a member or an item in between");
                return;
            }
        }
    }

    private boolean loops(String pointer, Set<String> above, Set<String> done) {
        if (!above.add(pointer)) {
            return true;
        }
        if (done.contains(pointer)) {
            above.remove(pointer);
            return false;
        }
        JsonNode schema = schemas.get(pointer);
        Set<String> next = new HashSet<>();
        Keywords.schemasInPlace(schema).keySet().forEach(step -> next.add(pointer + step));
        if (schema.has(Keywords.REF)) {
            next.add(schema.get(Keywords.REF).asText().substring(1));
        }
        if (next.stream().anyMatch(other -> loops(other, above, done))) {
            return true;
        }
        above.remove(pointer);
        done.add(pointer);
        return false;
    }
}
