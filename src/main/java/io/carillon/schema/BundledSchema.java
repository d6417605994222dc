package io.carillon.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A schema that was a part of a larger document, made complete in itself: what it refers to is in its {@code $defs}. */
public final class BundledSchema {

    /** What has values instead of schemas. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples", "example");
    /** More than a schema may have; what is beyond stays as it is, and its references are flaws. */
    private static final int MOST_NODES = 5_000;
    private static final int MOST_REFERENCES = 500;

    private final JsonNode document;
    private final Map<String, String> names = new HashMap<>();
    private final ObjectNode definitions = JsonNodeFactory.instance.objectNode();
    private final Deque<Named> pending = new ArrayDeque<>();
    private int nodes;

    private record Named(String name, ObjectNode schema) {
    }

    private BundledSchema(JsonNode document) {
        this.document = document;
    }

    /**
     * The schema {@code part} of {@code document}. A reference that does not lead into the document stays as it is, for
     * {@link DataSchema#flawsOf} to name it.
     */
    public static ObjectNode of(JsonNode document, ObjectNode part) {
        BundledSchema bundle = new BundledSchema(document);
        ObjectNode whole = bundle.copy(bundle.target(part));
        bundle.define();
        whole.remove(List.of("$id", "$schema"));
        if (!bundle.definitions.isEmpty()) {
            whole.set("$defs", bundle.definitions);
        }
        return whole;
    }

    /** One after the other: a chain of references may be longer than the stack. */
    private void define() {
        while (!pending.isEmpty()) {
            Named next = pending.poll();
            definitions.set(next.name, copy(next.schema));
        }
    }

    /** What a schema that is only a reference refers to; there may be a few of them in a row. */
    private ObjectNode target(ObjectNode part) {
        ObjectNode target = part;
        for (int i = 0; i < 10 && target.size() == 1 && find(target) instanceof ObjectNode next; i++) {
            target = next;
        }
        return target;
    }

    private JsonNode find(JsonNode schema) {
        String reference = schema.path(Keywords.REF).asText("");
        return reference.startsWith("#/") ? document.at(reference.substring(1)) : null;
    }

    private ObjectNode copy(ObjectNode schema) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        schema.properties().stream().filter(member -> !member.getKey().equals("$defs"))
                .forEach(member -> copy.set(member.getKey(), moved(member.getKey(), member.getValue())));
        JsonNode referred = find(schema);
        if (referred instanceof ObjectNode found && names.size() < MOST_REFERENCES) {
            copy.put(Keywords.REF, "#/$defs/" + nameOf(schema.get(Keywords.REF).asText(), found));
        }
        return copy;
    }

    private JsonNode moved(String keyword, JsonNode value) {
        nodes++;
        if (nodes > MOST_NODES || VALUES.contains(keyword)) {
            return value;
        }
        if (Keywords.isOfNames(keyword) && value instanceof ObjectNode named) {
            ObjectNode copy = JsonNodeFactory.instance.objectNode();
            named.properties().forEach(one -> copy.set(one.getKey(), moved("", one.getValue())));
            return copy;
        }
        if (value instanceof ArrayNode list) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode();
            list.forEach(one -> copy.add(moved("", one)));
            return copy;
        }
        return value instanceof ObjectNode schema ? copy(schema) : value;
    }

    /** The name of the target of {@code reference} in {@code $defs}, where it is to be put when it is first met. */
    private String nameOf(String reference, ObjectNode found) {
        String known = names.get(reference);
        if (known != null) {
            return known;
        }
        String last = reference.substring(reference.lastIndexOf('/') + 1).replaceAll("[^A-Za-z0-9_.-]", "_");
        String name = last;
        for (int i = 2; names.containsValue(name); i++) {
            name = last + i;
        }
        names.put(reference, name);
        pending.add(new Named(name, found));
        return name;
    }
}
