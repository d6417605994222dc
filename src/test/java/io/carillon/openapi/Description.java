package io.carillon.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** What the build has made for {@code /openapi}. */
public final class Description {

    private static final Set<String> VERBS = Set.of("get", "put", "post", "delete", "patch");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String text;
    private final JsonNode root;

    private Description(String text) throws IOException {
        this.text = text;
        this.root = MAPPER.readTree(text);
    }

    public static Description read() {
        try (InputStream file = Description.class.getResourceAsStream("/META-INF/openapi.json")) {
            return new Description(new String(Objects.requireNonNull(file, "mvn process-classes makes META-INF/openapi.json")
                    .readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * An operation.
     *
     * @param name such as {@code GET /api/v1/endpoints}
     */
    public record Operation(String name, String verb, String path, JsonNode node) {

        public Stream<JsonNode> parameters() {
            return elements(node.path("parameters"));
        }
    }

    String text() {
        return text;
    }

    JsonNode root() {
        return root;
    }

    public Stream<Operation> operations() {
        return root.path("paths").properties().stream().flatMap(path -> path.getValue().properties().stream()
                .filter(one -> VERBS.contains(one.getKey()))
                .map(one -> operation(one.getKey().toUpperCase(Locale.ROOT), path.getKey(), one.getValue())));
    }

    private static Operation operation(String verb, String path, JsonNode node) {
        return new Operation(verb + " " + path, verb, path, node);
    }

    Stream<Map.Entry<String, JsonNode>> schemas() {
        return root.path("components").path("schemas").properties().stream();
    }

    /** {@code node}, or what its {@code $ref} refers to. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").textValue().substring(1)) : node;
    }

    public static Stream<JsonNode> elements(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1).map(list::get);
    }
}
