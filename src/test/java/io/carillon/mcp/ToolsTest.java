package io.carillon.mcp;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.access.Role;
import io.carillon.openapi.Description;
import io.carillon.openapi.Description.Operation;
import io.carillon.platform.EnumWords;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each tool is what the API can do: its requests, their parameters and their roles are those of the API's description. */
class ToolsTest {

    private static final Description API = Description.read();
    private static final Pattern OPEN_TO = Pattern.compile("Open to: ([a-z, ]+)\\.");

    static List<Tool> tools() {
        return Tools.all();
    }

    @ParameterizedTest
    @MethodSource("tools")
    void itsRequestsAreOperationsThatAreOpenToTheSameRoles(Tool tool) {
        String roles = tool.roles().stream().sorted().map(EnumWords::of).collect(Collectors.joining(","));
        for (Operation operation : operations(tool)) {
            Matcher open = OPEN_TO.matcher(operation.node().path("description").asText());
            assertThat(operation.name(), open.find(), is(true));
            assertThat(operation.name(), Stream.of(open.group(1).split(", ")).map(word -> EnumWords.read(Role.class, word))
                    .sorted().map(EnumWords::of).collect(Collectors.joining(",")), is(roles));
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void itsArgumentsAreParametersWithTheSameValues(Tool tool) {
        Set<String> arguments = new HashSet<>();
        tool.input().path("properties").fieldNames().forEachRemaining(arguments::add);
        tool.requests().values().forEach(request -> arguments.removeAll(places(request)));
        for (Operation operation : operations(tool)) {
            Map<String, JsonNode> values = values(operation);
            assertThat(operation.name(), values.keySet().containsAll(arguments), is(true));
            for (String argument : arguments) {
                JsonNode schema = tool.input().path("properties").path(argument);
                JsonNode same = API.resolved(values.get(argument));
                for (String keyword : List.of("type", "enum", "minimum", "maximum", "minLength", "maxLength")) {
                    if (schema.has(keyword) && same.has(keyword)) {
                        assertThat(argument + " " + keyword, schema.get(keyword), is(same.get(keyword)));
                    }
                }
                assertThat(argument + " enum", schema.has("enum"), is(same.has("enum")));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tools")
    void whatTheOperationRequiresTheToolRequires(Tool tool) {
        Set<String> required = new HashSet<>();
        tool.input().path("required").forEach(name -> required.add(name.textValue()));
        Set<String> needed = new HashSet<>();
        for (String request : tool.requests().values()) {
            needed.addAll(places(request));
        }
        operations(tool).forEach(operation -> {
            operation.parameters().filter(one -> one.path("in").asText().equals("query") && one.path("required").asBoolean())
                    .forEach(one -> needed.add(one.path("name").asText()));
            body(operation).path("required").forEach(name -> needed.add(name.textValue()));
        });
        assertThat(required, is(needed));
    }

    @ParameterizedTest
    @MethodSource("tools")
    void itIsDescribed(Tool tool) {
        assertThat(tool.name(), matchesPattern("[a-z]+(_[a-z]+)*"));
        assertThat(tool.title(), not(matchesPattern(".*\\.")));
        assertThat(tool.explanation(), matchesPattern("[A-Z].{80,600}\\."));
        assertThat(tool.input().path("additionalProperties").isBoolean(), is(true));
        assertThat(tool.input().path("properties").properties().stream()
                .map(argument -> argument.getValue().path("description").asText()).toList(),
                everyItem(matchesPattern(".{5,300}[^.]")));
    }

    private static List<Operation> operations(Tool tool) {
        return tool.requests().values().stream().map(ToolsTest::operation).toList();
    }

    private static Operation operation(String request) {
        String name = request.replaceFirst(" ", " /api/v1").replaceAll("\\{\\w+}", "{}");
        return API.operations().filter(one -> one.name().replaceAll("\\{\\w+}", "{}").equals(name)).findFirst()
                .orElseThrow(() -> new AssertionError("no operation " + request));
    }

    private static Set<String> places(String request) {
        return Pattern.compile("\\{(\\w+)}").matcher(request).results().map(place -> place.group(1)).collect(Collectors.toSet());
    }

    /** The schemas of the query parameters, or of the members of the body. */
    private static Map<String, JsonNode> values(Operation operation) {
        Map<String, JsonNode> values = operation.parameters().filter(one -> one.path("in").asText().equals("query"))
                .collect(Collectors.toMap(one -> one.path("name").asText(), one -> one.path("schema")));
        body(operation).path("properties").properties().forEach(member -> values.put(member.getKey(), member.getValue()));
        return values;
    }

    private static JsonNode body(Operation operation) {
        return API.resolved(operation.node().at("/requestBody/content/application~1json/schema"));
    }
}
