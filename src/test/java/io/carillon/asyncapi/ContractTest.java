package io.carillon.asyncapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.carillon.catalog.EventTypeDocument;
import io.carillon.catalog.Validation;
import io.carillon.endpoint.Format;
import java.io.IOException;
import java.io.InputStream;
import java.util.EnumSet;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is exported is a document of AsyncAPI 3.0, by its own schema. */
class ContractTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final EventTypeDocument PLAIN = new EventTypeDocument("team.created", "A team was created", "team", "create",
            "{\"name\":\"Eight\"}", null, null, null, null, null, null);
    private static final EventTypeDocument WITH_SCHEMA = new EventTypeDocument("team.updated", "A team has changed", "team",
            "update", "{\"crew\":[{\"seat\":1}]}", """
            {"$id":"https://example.com/team","$schema":"https://json-schema.org/draft/2020-12/schema","type":"object",
             "properties":{"crew":{"type":"array","items":{"$ref":"#/$defs/rower"}},"$ref":{"type":"string"},
                           "note":{"enum":[{"$ref":"#/x"}]}},
             "$defs":{"rower":{"properties":{"seat":{"type":"integer"},"stroke":{"$ref":"#/$defs/rower"}}}}}""",
            2, Validation.REJECT, true, null, null);

    @ParameterizedTest
    @EnumSource(Format.class)
    void eachFormatIsADocumentOfAsyncApi(Format format) throws IOException {
        assertThat(flaws(export(EnumSet.of(format))), is(empty()));
    }

    @Test
    void severalFormatsAndNoneAreOne() throws IOException {
        JsonNode document = export(EnumSet.allOf(Format.class));
        assertThat(flaws(document), is(empty()));
        assertThat(document.at("/channels/webhooks/messages").size(), is(10));
        assertThat(document.at("/components/messages/team.updated.template").has("payload"), is(false));
        assertThat(document.at("/components/messages/team.updated.thin/payload/properties/resourceOperation/const").asText(),
                is("update"));
        assertThat(flaws(MAPPER.valueToTree(Contract.of("x", List.of(), EnumSet.of(Format.FULL)))), is(empty()));
    }

    @Test
    void theSchemaIsAtItsPlaceWithItsReferences() throws IOException {
        JsonNode document = export(EnumSet.of(Format.FULL));
        JsonNode schema = document.at("/components/schemas/team.updated");
        assertThat(schema.at("/properties/crew/items/$ref").asText(), is("#/components/schemas/team.updated/$defs/rower"));
        assertThat(schema.at("/properties/$ref/type").asText(), is("string"));
        assertThat(schema.at("/properties/note/enum/0/$ref").asText(), is("#/x"));
        assertThat(schema.has("$id") || schema.has("$schema"), is(false));
        assertThat(schema.at("/examples/0/crew/0/seat").asInt(), is(1));
        assertThat(document.at("/components/messages/team.updated/summary").asText(), containsString("Deprecated"));
        assertThat(document.at("/components/messages/team.updated/payload/properties/data/$ref").asText(),
                is("#/components/schemas/team.updated"));
    }

    @Test
    void aDocumentThatIsWrongIsFound() throws IOException {
        ObjectNode document = export(EnumSet.of(Format.FULL));
        ((ObjectNode) document.at("/operations/receive")).put("action", "guess");
        assertThat(flaws(document), is(not(empty())));
    }

    private static ObjectNode export(EnumSet<Format> formats) {
        return MAPPER.valueToTree(Contract.of("Scoreboard", List.of(PLAIN, WITH_SCHEMA), formats));
    }

    private static List<Error> flaws(JsonNode document) throws IOException {
        try (InputStream file = new GZIPInputStream(ContractTest.class.getResourceAsStream("/asyncapi/asyncapi-3.0.0.json.gz"))) {
            Schema asyncApi = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(MAPPER.readTree(file));
            return asyncApi.validate(document);
        }
    }
}
