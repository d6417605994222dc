package io.carillon.catalog;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import io.carillon.problem.ProblemException;
import io.carillon.schema.DataSchema;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document of OpenAPI or AsyncAPI says about event types. */
class ImportedDocumentTest {

    @Test
    void theWebhooksOfOpenApiAreEventTypes() {
        List<ImportedType> types = read("""
                {"openapi":"3.1.0","webhooks":{
                   "team.updated":{"post":{"summary":"A team has changed","deprecated":true,"requestBody":{"content":{
                      "application/json":{"schema":{"$ref":"#/components/schemas/team"},"example":{"name":"Eight"}}}}}},
                   "boat.sold":{"$ref":"#/components/pathItems/sold"}},
                 "components":{
                   "pathItems":{"sold":{"post":{"x-resource-type":"boat","x-resource-operation":"delete","requestBody":
                      {"$ref":"#/components/requestBodies/sold"}}}},
                   "requestBodies":{"sold":{"content":{"application/json":{"schema":{"type":"object"}}}}},
                   "schemas":{"team":{"type":"object","properties":{"crew":{"items":{"$ref":"#/components/schemas/rower"}}}},
                              "rower":{"properties":{"boat":{"$ref":"#/components/schemas/team"}}}}}}""");
        ImportedType sold = types.get(0);
        assertThat(sold.name() + " " + sold.resourceType() + " " + sold.resourceOperation(), is("boat.sold boat delete"));
        assertThat(sold.description(), is("boat.sold"));
        assertThat(sold.schema(), is(nullValue()));
        ImportedType team = types.get(1);
        assertThat(team.description(), is("A team has changed"));
        assertThat(team.deprecated(), is(true));
        assertThat(team.example(), is(json("{\"name\":\"Eight\"}")));
        assertThat(team.schema().at("/properties/crew/items/$ref").asText(), is("#/$defs/rower"));
        assertThat(team.schema().at("/$defs/rower/properties/boat/$ref").asText(), is("#/$defs/team"));
        assertThat(DataSchema.flawsOf(team.schema(), ""), is(empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
            {"asyncapi":"3.0.0","channels":{"webhooks":{"messages":{"m":{"$ref":"#/components/messages/m"}}}},
             "components":{"messages":{"m":{"name":"team.updated","summary":"It has changed","payload":{"schemaFormat":
              "application/schema+json;version=draft-07","schema":{"type":"object","required":["name"]}},
              "examples":[{"payload":{"name":"Eight"}}]}}}}""", """
            {"asyncapi":"2.6.0","channels":{"c":{"subscribe":{"message":{"oneOf":[{"name":"team.updated",
             "description":"It has changed","payload":{"type":"object","required":["name"]},
             "examples":[{"payload":{"name":"Eight"}}]}]}}}}}""", """
            {"asyncapi":"2.0.0","channels":{"team.updated":{"publish":{"message":{"title":"It has changed","payload":
             {"properties":{"specversion":{"type":"string"},"data":{"type":"object","required":["name"],
             "examples":[{"name":"Eight"}]}}}}}}}}"""})
    void theMessagesOfAsyncApiAreEventTypes(String document) {
        ImportedType type = read(document).get(0);
        assertThat(type.name(), is("team.updated"));
        assertThat(type.description(), is("It has changed"));
        assertThat(type.schema(), is(json("{\"type\":\"object\",\"required\":[\"name\"]}")));
        assertThat(type.example(), is(json("{\"name\":\"Eight\"}")));
        assertThat(type.flaw().isEmpty(), is(true));
    }

    @Test
    void aSchemaOfAnotherKindIsNamed() {
        ImportedType type = read("""
                {"asyncapi":"3.0.0","components":{"messages":{"team.updated":{"payload":{"schemaFormat":
                 "application/vnd.apache.avro;version=1.9.0","schema":"x"}}}}}""").get(0);
        assertThat(type.flaw().orElseThrow().detail(),
                is("has a schema of a format that cannot be read: application/vnd.apache.avro;version=1.9.0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"openapi\":\"3.0.3\"}", "{\"asyncapi\":\"1.2.0\"}", "{\"swagger\":\"2.0\"}"})
    void anotherDocumentIsRefused(String document) {
        assertThrows(ProblemException.class, () -> read(document));
    }

    /** Members may have any type in a document that nothing has checked. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"openapi\":\"3.1.0\",\"webhooks\":[1]}", "{\"openapi\":\"3.1.0\",\"webhooks\":{\"a.b\":1}}",
            "{\"openapi\":\"3.1.0\",\"webhooks\":{\"a.b\":{\"$ref\":\"#/webhooks/a.b\"}}}",
            "{\"asyncapi\":\"3.0.0\",\"channels\":{\"c\":{\"messages\":{\"m\":null}}},\"components\":7}",
            "{\"asyncapi\":\"3.0.0\",\"components\":{\"messages\":{\"m\":{\"payload\":{\"$ref\":\"#/components/messages/m\"}}}}}",
            "{\"asyncapi\":\"2.0.0\",\"channels\":{\"c\":{\"publish\":{\"message\":{\"oneOf\":3}}}}}"})
    void whatMakesNoSenseDoesNoHarm(String document) {
        read(document).forEach(type -> assertThat(type.description(), is(type.name())));
    }

    private static List<ImportedType> read(String document) {
        return ImportedDocument.read((ObjectNode) json(document));
    }

    private static JsonNode json(String text) {
        return StrictJson.stored(text);
    }
}
