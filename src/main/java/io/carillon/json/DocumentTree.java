package io.carillon.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Documents as trees of their members, for what is the same for every member, whichever a document has. */
public final class DocumentTree {

    private DocumentTree() {
    }

    /** The members of {@code document}, as its JSON text has them. */
    public static ObjectNode of(JsonDocument document) {
        try {
            return (ObjectNode) StrictJson.mapper().readTree(StrictJson.mapper().writeValueAsString(document));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document is always JSON", e);
        }
    }

    /** {@code document} without some of its members. */
    public static <T extends JsonDocument> T without(T document, String... members) {
        return changed(document, tree -> tree.remove(Arrays.asList(members)));
    }

    /** {@code document} with the member {@code name}, which is a text. */
    public static <T extends JsonDocument> T with(T document, String name, String value) {
        return changed(document, tree -> tree.put(name, value));
    }

    /** {@code document} after {@code change} of its members. */
    public static <T extends JsonDocument> T changed(T document, Consumer<ObjectNode> change) {
        ObjectNode members = of(document);
        change.accept(members);
        try {
            @SuppressWarnings("unchecked")
            Class<T> type = (Class<T>) document.getClass();
            return StrictJson.mapper().treeToValue(members, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the members of a document are a document", e);
        }
    }

    /** The names of the members that {@code one} and {@code other} do not have in common, in alphabetical order. */
    public static List<String> differences(JsonDocument one, JsonDocument other) {
        ObjectNode left = of(one);
        ObjectNode right = of(other);
        return Stream.concat(left.properties().stream(), right.properties().stream()).map(Map.Entry::getKey).distinct()
                .filter(name -> !Objects.equals(left.get(name), right.get(name))).sorted().toList();
    }

    /** Whether both have the same members with the same values, in any order and notation. */
    public static boolean isSame(JsonDocument one, JsonDocument other) {
        try {
            return canonical(one).equals(canonical(other));
        } catch (UnrepresentableJson e) {
            return false;
        }
    }

    private static JsonNode canonical(JsonDocument document) {
        return StrictJson.stored(CanonicalJson.write(of(document)));
    }
}
