package io.carillon.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.carillon.openapi.Description.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every body has an example, which is what its schema describes and names no member that the schema does not have. */
class OpenApiExamplesTest {

    private static final Description API = Description.read();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(Dialects.getOpenApi30(), builder -> builder
            .schemaRegistryConfig(SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    /** A body of a request or a response. */
    private record Body(String name, JsonNode media) {

        Stream<JsonNode> examples() {
            return media.has("example") ? Stream.of(media.get("example"))
                    : media.path("examples").properties().stream().map(one -> one.getValue().path("value"));
        }
    }

    @Test
    void everyBodyHasAnExample() {
        List<Body> bodies = API.operations().flatMap(OpenApiExamplesTest::bodies).toList();
        assertThat(bodies.size(), is(greaterThan(100)));
        assertThat(bodies.stream().filter(body -> body.examples().findAny().isEmpty()).map(body -> body.name()
                + ": add an example of its schema, or of the members, to vocabulary.json").distinct().toList(), is(empty()));
    }

    @Test
    void examplesAreWhatTheirSchemasDescribe() {
        assertThat(API.operations().flatMap(OpenApiExamplesTest::bodies).flatMap(OpenApiExamplesTest::flaws).distinct().toList(),
                is(empty()));
    }

    @Test
    void anExampleThatIsWrongIsFound() {
        Body body = new Body("POST /organizations", API.root()
                .at("/paths/~1api~1v1~1organizations/post/requestBody/content/application~1json"));
        ObjectNode wrong = body.media().deepCopy();
        wrong.putObject("example").put("id", "River").put("nam", "Rowers");
        assertThat(flaws(new Body(body.name(), wrong)).count(), is(greaterThan(2L)));
    }

    private static Stream<Body> bodies(Operation operation) {
        List<Body> bodies = new ArrayList<>();
        operation.node().path("requestBody").path("content").properties().forEach(media ->
                bodies.add(new Body(operation.name() + " " + media.getKey(), media.getValue())));
        operation.node().path("responses").properties().forEach(response ->
                API.resolved(response.getValue()).path("content").properties().forEach(media ->
                        bodies.add(new Body(operation.name() + " " + response.getKey(), media.getValue()))));
        return bodies.stream();
    }

    private static Stream<String> flaws(Body body) {
        ObjectNode schema = body.media().path("schema").deepCopy();
        schema.set("components", API.root().path("components"));
        var validator = SCHEMAS.getSchema(schema);
        return body.examples().flatMap(example -> Stream.concat(
                validator.validate(example.toString(), InputFormat.JSON).stream().map(Error::toString),
                unknown(body.media().path("schema"), example))
                .map(flaw -> body.name() + ": the example in vocabulary.json: " + flaw));
    }

    private static Stream<String> unknown(JsonNode reference, JsonNode example) {
        JsonNode members = API.resolved(reference).path("properties");
        return !example.isObject() || members.isMissingNode() ? Stream.of() : example.properties().stream()
                .filter(member -> !members.has(member.getKey())).map(member -> member.getKey() + " is not a member");
    }
}
