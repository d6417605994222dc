package io.carillon.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.carillon.openapi.Description.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes {@code src/docs/api.md} of the description of the API. */
final class ApiReference {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Separators SEPARATORS =
            Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER);
    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(SEPARATORS)
            .withObjectIndenter(new DefaultIndenter("  ", "\n")).withArrayIndenter(new DefaultIndenter("  ", "\n"));
    /** Explained once, for all operations. */
    private static final Set<String> COMMON_HEADERS = Set.of("Idempotency-Key", "If-Match", "If-None-Match");
    private static final Set<String> COMMON_ANSWERS = Set.of("400", "401", "403", "406", "408", "413", "415", "500", "503");

    private final Description api;
    private final StringBuilder page = new StringBuilder();
    private final Set<String> shown = new HashSet<>();

    ApiReference(Description api) {
        this.api = api;
    }

    String text() {
        intro();
        List<JsonNode> tags = Description.elements(api.root().path("tags")).toList();
        tags.forEach(this::contents);
        tags.forEach(this::section);
        line("## Objects\n");
        api.schemas().filter(schema -> !schema.getKey().endsWith("Page")).forEach(this::object);
        return page.toString().stripTrailing() + "\n";
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private void intro() {
        line("# API reference\n");
        line("<!-- Made of the description at /openapi: mvn test -Dtest=ApiReferenceTest -Dapi.reference.write=true -->\n");
        line(api.root().path("info").path("description").asText() + "\n");
        line("""
                A service describes itself at `/openapi`, as YAML or, with `?format=json`, as JSON (OpenAPI 3.0): this page for
                tools. The examples need two variables:

                ```sh
                api=http://127.0.0.1:8080/api/v1
                key=ck_try
                ```

                `Idempotency-Key`, a header of every write, makes it safe to send the write again
                ([more](api-rules.md#sending-a-write-again)). Of an object with an `ETag`, `PUT`, `PATCH` and `DELETE`
                take `If-Match` and answer 412 if the object has changed meanwhile, and `GET` takes `If-None-Match` and answers
                304 if it has not.

                Operations may answer with one of these problems, 408, 413 and 415 if they have a body. What else one may answer,
                it lists itself.
                """);
        line("| status | problem |\n|---|---|");
        problems().forEach((status, title) -> line("| " + status + " | " + title + " |"));
        line("");
    }

    private Map<String, String> problems() {
        return api.operations().flatMap(one -> one.node().path("responses").properties().stream())
                .filter(one -> COMMON_ANSWERS.contains(one.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, one -> api.resolved(one.getValue()).path("description").asText(),
                        (one, other) -> one.length() > other.length() ? one : other, TreeMap::new));
    }

    private Stream<Operation> operationsOf(JsonNode tag) {
        return api.operations().filter(one -> one.node().path("tags").path(0).equals(tag.path("name")));
    }

    private void contents(JsonNode tag) {
        line("**" + link(tag.path("name").asText()) + "**\n");
        operationsOf(tag).forEach(one -> line("- " + link(summary(one)) + " `" + one.verb() + " " + shortPath(one) + "`"));
        line("");
    }

    private static String link(String heading) {
        return "[" + heading + "](#" + heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-') + ")";
    }

    private static String summary(Operation operation) {
        return operation.node().path("summary").asText();
    }

    private static String shortPath(Operation operation) {
        return operation.path().replaceFirst("^/api/v1", "");
    }

    private void section(JsonNode tag) {
        line("## " + tag.path("name").asText() + "\n");
        line(tag.path("description").asText() + "\n");
        operationsOf(tag).forEach(this::operation);
    }

    private void operation(Operation operation) {
        line("### " + summary(operation) + "\n");
        line("`" + operation.verb() + " " + operation.path() + "`\n");
        line(operation.node().path("description").asText().strip() + "\n");
        parameters(operation);
        body(operation);
        line("```sh\n" + curl(operation) + "\n```\n");
        answers(operation);
    }

    private void parameters(Operation operation) {
        List<JsonNode> own = operation.parameters().filter(one -> !COMMON_HEADERS.contains(one.path("name").asText())).toList();
        if (!own.isEmpty()) {
            line("| parameter | in | type | meaning |\n|---|---|---|---|");
            own.forEach(one -> line("| `" + one.path("name").asText() + "`"
                    + (one.path("required").asBoolean() ? ", required" : "") + " | " + one.path("in").asText() + " | "
                    + type(one.path("schema")) + " | "
                    + cell(one.path("description").asText()) + " |"));
            line("");
        }
    }

    private void body(Operation operation) {
        JsonNode body = operation.node().path("requestBody");
        if (!body.isMissingNode()) {
            line("Body: " + body.path("content").properties().stream()
                    .map(media -> type(media.getValue().path("schema")) + ", `" + media.getKey() + "`")
                    .collect(Collectors.joining("; or "))
                    + (body.path("required").asBoolean() ? "" : ", optional") + "\n");
        }
    }

    private static String curl(Operation operation) {
        Map.Entry<String, JsonNode> body = operation.node().path("requestBody").path("content").properties().stream()
                .findFirst().orElse(null);
        String verb = operation.verb().equals("GET") || body != null && operation.verb().equals("POST") ? ""
                : "-X " + operation.verb() + " ";
        String query = operation.parameters()
                .filter(one -> one.path("in").asText().equals("query") && one.path("required").asBoolean())
                .map(one -> one.path("name").asText() + "=" + one.path("example").asText()).collect(Collectors.joining("&"));
        String url = "\"$api" + shortPath(operation).replaceAll("\\{(\\w+)}", "\\$$1")
                + (query.isEmpty() ? "" : "?" + query) + "\"";
        String data = body == null ? "" : " \\\n  -H 'Content-Type: " + body.getKey() + "' -d '"
                + json(body.getValue().path("example")) + "'";
        return "curl " + verb + url + " -H \"Authorization: Bearer $key\"" + data;
    }

    private static String json(JsonNode value) {
        try {
            return MAPPER.writer(PRINTER).writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void answers(Operation operation) {
        operation.node().path("responses").properties().stream().filter(one -> one.getKey().startsWith("2")).forEach(one -> {
            JsonNode media = one.getValue().path("content").properties().stream().findFirst().map(Map.Entry::getValue)
                    .orElse(MAPPER.createObjectNode());
            String description = one.getValue().path("description").asText();
            line("Answers `" + one.getKey() + "`" + (media.has("schema") ? " with " + type(media.path("schema")) : "")
                    + (description.matches("OK|No Content") ? "" : ": " + description) + "\n");
            if (media.path("example").isContainerNode() && shown.add(media.path("schema").toString())) {
                line("```json\n" + json(media.path("example")) + "\n```\n");
            }
        });
        String others = operation.node().path("responses").properties().stream()
                .filter(one -> one.getKey().matches("[345].*") && !COMMON_ANSWERS.contains(one.getKey()))
                .map(one -> "`" + one.getKey() + "` " + api.resolved(one.getValue()).path("description").asText())
                .collect(Collectors.joining("; "));
        if (!others.isEmpty()) {
            line("Otherwise: " + others + ".\n");
        }
    }

    private void object(Map.Entry<String, JsonNode> schema) {
        line("### " + schema.getKey() + "\n");
        line(schema.getValue().path("description").asText().strip() + "\n");
        List<String> required = Description.elements(schema.getValue().path("required")).map(JsonNode::asText).toList();
        if (schema.getValue().has("properties")) {
            line("| member | type | meaning |\n|---|---|---|");
            schema.getValue().path("properties").properties().forEach(member -> line("| `" + member.getKey() + "`"
                    + (required.contains(member.getKey()) ? ", required" : "") + " | " + type(member.getValue()) + " | "
                    + cell(meaning(member.getValue())) + " |"));
            line("");
        }
    }

    private String meaning(JsonNode member) {
        String text = member.path("description").asText(api.resolved(member).path("description").asText());
        return text.split("\n\n|\n- ")[0];
    }

    private static String cell(String text) {
        return text.replaceAll("\\s+", " ").replace("|", "\\|");
    }

    /** A type with its limits, as Markdown. */
    private String type(JsonNode schema) {
        if (schema.has("$ref")) {
            String name = schema.path("$ref").asText().replaceFirst(".*/", "");
            return name.endsWith("Page") ? "a page of " + link(name.substring(0, name.length() - "Page".length())) : link(name);
        }
        if (schema.has("oneOf")) {
            return Description.elements(schema.path("oneOf")).map(this::type).collect(Collectors.joining(" or "));
        }
        if (schema.has("items")) {
            return schema.path("items").isEmpty() ? "array" : "array of " + type(schema.path("items"));
        }
        if (schema.has("enum")) {
            return Description.elements(schema.path("enum")).map(word -> "`" + word.asText() + "`")
                    .collect(Collectors.joining(", "));
        }
        return schema.path("type").asText() + limits(schema);
    }

    private static String limits(JsonNode schema) {
        StringBuilder limits = new StringBuilder(schema.has("format") && !schema.path("format").asText().startsWith("int")
                ? ", " + schema.path("format").asText() : "");
        if (schema.has("minimum")) {
            limits.append(", from ").append(schema.path("minimum").asText());
        }
        if (schema.has("maximum")) {
            limits.append(", to ").append(schema.path("maximum").asText());
        }
        if (schema.has("maxLength")) {
            limits.append(", at most ").append(schema.path("maxLength").asText()).append(" characters");
        }
        if (schema.has("default") && schema.path("default").isValueNode()) {
            limits.append(", default `").append(schema.path("default").asText()).append('`');
        }
        return limits.toString();
    }
}
