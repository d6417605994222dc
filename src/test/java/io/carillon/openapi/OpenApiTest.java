package io.carillon.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.openapi.Description.Operation;
import io.swagger.v3.parser.OpenAPIV3Parser;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the description of the API must say. A failure lists what an author has to add, and where: to the resource, to its
 * Javadoc comment, or to {@code src/main/resources/io/carillon/openapi/vocabulary.json}.
 */
class OpenApiTest {

    private static final String VOCABULARY = "vocabulary.json";
    private static final Pattern STATUS = Pattern.compile("\\b(?:4[0-9][0-9]|503)\\b");
    private static final Description API = Description.read();

    @Test
    void toolsCanReadIt() {
        assertThat(new OpenAPIV3Parser().readContents(API.text()).getMessages(), is(empty()));
    }

    @Test
    void everyOperationIsDescribed() {
        assertThat(API.operations().count(), is(greaterThan(70L)));
        assertThat(complaints(API.operations().flatMap(OpenApiTest::aboutWords)), is(empty()));
    }

    private static Stream<String> aboutWords(Operation operation) {
        JsonNode node = operation.node();
        String summary = node.path("summary").asText();
        return Stream.of(
                unless(summary.matches("[A-Z].{3,69}[^.]"), operation,
                        "add @Operation(operationId = …, summary = …) to the method, with a short imperative as summary"),
                unless(node.path("operationId").asText().matches("[a-z][A-Za-z]+"), operation,
                        "add an operationId in camel case to @Operation, such as listEndpoints: clients name methods by it"),
                unless(!node.path("description").asText().startsWith("\n"), operation,
                        "add a Javadoc comment to the method: it is the description"),
                unless(tags().contains(node.path("tags").path(0).asText()) && node.path("tags").size() == 1, operation,
                        "add @Tag(name = …) to the class, one of those in io.carillon.Api: " + tags()))
                .flatMap(one -> one);
    }

    private static Set<String> tags() {
        return Description.elements(API.root().path("tags")).map(tag -> tag.path("name").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void operationIdsAreUnique() {
        Map<String, List<String>> byId = API.operations().collect(Collectors.groupingBy(
                one -> one.node().path("operationId").asText(), Collectors.mapping(Operation::name, Collectors.toList())));
        byId.values().removeIf(names -> names.size() == 1);
        assertThat("the same operationId in @Operation", byId, is(Map.of()));
    }

    @Test
    void everyParameterIsDescribed() {
        assertThat(complaints(API.operations().flatMap(operation -> operation.parameters().flatMap(parameter ->
                aboutParameter(operation, parameter)))), is(empty()));
    }

    private static Stream<String> aboutParameter(Operation operation, JsonNode parameter) {
        String name = parameter.path("name").asText();
        String where = " to the parameter " + name + ", or an entry to \"parameters\" in " + VOCABULARY;
        JsonNode schema = API.resolved(parameter.path("schema"));
        boolean isWord = parameter.path("description").asText().matches("(?s).*`\\w+`, .*`\\w+`.*");
        return Stream.of(
                unless(parameter.path("description").asText().length() > 3, operation,
                        "add @Parameter(description = …)" + where),
                unless(schema.has("type"), operation, "add @Parameter(schema = …) with a type" + where),
                unless(!isWord || schema.has("enum"), operation,
                        "add @Parameter(schema = @Schema(implementation = …)) of the enum" + where),
                unless(!name.equals("limit") || schema.path("type").asText().equals("integer"), operation,
                        "the parameter limit must be an integer"))
                .flatMap(one -> one);
    }

    @Test
    void everyErrorIsAProblem() {
        assertThat(complaints(API.operations().flatMap(operation -> Stream.concat(
                Stream.of("400", "401", "403", "500", "503").filter(status -> !operation.node().path("responses").has(status))
                        .map(status -> operation.name() + ": has no response " + status + "; see openapi.Problems"),
                operation.node().path("responses").properties().stream().filter(one -> one.getKey().matches("[45].."))
                        .filter(one -> !API.resolved(one.getValue()).path("content").has("application/problem+json"))
                        .map(one -> operation.name() + ": " + one.getKey() + " is not application/problem+json")))), is(empty()));
    }

    @Test
    void everyStatusInAnOperationsWordsIsOneOfItsAnswers() {
        assertThat(complaints(API.operations().flatMap(operation -> STATUS.matcher(operation.node().path("description").asText())
                .results().flatMap(found -> unless(operation.node().path("responses").has(found.group()), operation,
                        "its description names " + found.group() + ": add @MayAnswer to the method")))), is(empty()));
    }

    @Test
    void onlyWhatIsLimitedIsAnsweredThatItIsTooMuch() {
        assertThat(API.operations().filter(operation -> operation.node().path("responses").has("429"))
                .filter(operation -> !operation.node().at("/responses/200/content").has("text/csv"))
                .map(operation -> operation.node().path("operationId").asText()).sorted().toList(),
                contains("checkFilter", "checkUrl", "createPortalLink", "explainChanges", "explainDryRun", "getKeySet",
                        "receiveWebhook", "reportChanges", "search", "sendSample", "streamDeliveries"));
    }

    @Test
    void everySchemaIsNamedAndDescribed() {
        assertThat(complaints(API.schemas().flatMap(schema -> Stream.concat(aboutSchema(schema.getKey(), schema.getValue()),
                schema.getValue().path("properties").properties().stream().flatMap(member ->
                        aboutMember(schema.getKey(), member.getKey(), member.getValue()))))), is(empty()));
    }

    private static Stream<String> aboutSchema(String name, JsonNode schema) {
        return Stream.of(
                name.matches("[A-Z][A-Za-z]+") && !name.matches("(?i)document|item|data|write|read|.*document") ? null
                        : name + ": rename the class, or add @Schema(name = …), so that a reader knows what it is;"
                                + " a number means that another class has this name",
                schema.has("description") ? null : name + ": add a Javadoc comment to the class")
                .filter(complaint -> complaint != null);
    }

    private static Stream<String> aboutMember(String schema, String name, JsonNode member) {
        return member.has("$ref") || member.has("description") || API.resolved(member).has("description") ? Stream.of()
                : Stream.of(schema + "." + name + ": add @param " + name + " to the Javadoc comment of the record, or the"
                        + " description of \"" + name + "\" to \"members\" in " + VOCABULARY);
    }

    @Test
    void theServerIsWhereTheDescriptionComesFrom() {
        assertThat(API.root().path("servers").size(), is(1));
        assertThat("relative, for proxies", API.root().path("servers").path(0).path("url").asText(), is("/"));
        assertThat(API.root().path("security").path(0).has("key"), is(true));
        assertThat(API.root().path("components").path("securitySchemes").path("key").path("scheme").asText(), is("bearer"));
    }

    @Test
    void everyMemberOfAnEndpointHasADefaultOrIsForSomeOnly() {
        JsonNode request = API.root().at("/components/schemas/EndpointRequest");
        assertThat(Description.elements(request.path("required")).map(JsonNode::asText).toList(), is(empty()));
        assertThat(request.at("/properties/eventTypes/default/0").asText(), is("*"));
        assertThat(request.at("/properties/signatures/default/0").asText(), is("v1"));
    }

    private static List<String> complaints(Stream<String> found) {
        return found.distinct().sorted().toList();
    }

    private static Stream<String> unless(boolean good, Operation operation, String complaint) {
        return good ? Stream.of() : Stream.of(operation.name() + ": " + complaint);
    }
}
