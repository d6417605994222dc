package io.carillon.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import io.carillon.json.StrictJson;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that cannot be used is refused with the place and the reason. */
class SchemaRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'$schema':'https://json-schema.org/draft/2020-12/schema','$id':'https://example.com/team'}",
            "{'properties':{'next':{'$ref':'#'}}}", "{'$ref':'#/definitions/a','definitions':{'a':{'type':'string'}}}",
            "{'properties':{'$ref':{'type':'string'},'pattern':{'enum':[{'$ref':'x'}]}},'default':{'$ref':'x'}}",
            "{'x-note':1,'format':'date-time','examples':[{'a':1}]}"})
    void whatIsCompleteInItselfIsASchema(String schema) throws Exception {
        assertThat(flaws(schema), is(empty()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'$ref':'https://example.com/x'} | \
                /schema/$ref must point into this schema, such as #/$defs/name: nothing is read from elsewhere
            {'items':{'$ref':'other.json#/a'}} | \
                /schema/items/$ref must point into this schema, such as #/$defs/name: nothing is read from elsewhere
            {'$ref':'#/$defs/a'}                  | /schema/$ref points to no schema in this schema: #/$defs/a
            {'$ref':'#/x-a','x-a':{}}             | /schema/$ref points to no schema in this schema: #/x-a
            {'$anchor':'a'} | \
                /schema/$anchor is not supported; use $ref with a pointer, such as #/$defs/name
            {'items':{'$id':'https://x.org/'}}    | /schema/items/$id is allowed at the root only
            {'$schema':'http://json-schema.org/draft-07/schema#'} | \
                /schema/$schema must be https://json-schema.org/draft/2020-12/schema, or absent
            {'properties':{'a':{'pattern':'('}}} | \
                /schema/properties/a/pattern is not a regular expression: at character 2, unclosed group
            {'$ref':'#'}                          | /schema refers to itself without a member or an item in between
            {'allOf':[{'$ref':'#/$defs/a'}],'$defs':{'a':{'anyOf':[{'$ref':'#'}]}}} | \
                /schema refers to itself without a member or an item in between
            {'required':'a'}                      | /schema/required must be an array
            {'minimum':'1'}                       | /schema/minimum must be a number
            {'minLength':-1}                      | /schema/minLength must be at least 0
            {'dependencies':{'a':['b']}} | \
                /schema/dependencies is not a keyword of 2020-12; use dependentRequired or dependentSchemas""")
    void whatCannotBeUsedIsNamed(String schema, String expected) throws Exception {
        assertThat(flaws(schema), hasItem(expected));
    }

    @Test
    void depthAndSizeAreBounded() throws Exception {
        String deep = "{'items':".repeat(24) + "{}" + "}".repeat(24);
        assertThat(flaws(deep), hasItem("/schema" + "/items".repeat(24)
                + " is nested too deeply: at most 24 levels of schemas are allowed"));
        StringBuilder many = new StringBuilder("{'anyOf':[{}");
        for (int i = 0; i < 1_000; i++) {
            many.append(",{}");
        }
        assertThat(flaws(many + "]}"), hasItem("/schema may consist of at most 1000 schemas"));
    }

    private static List<String> flaws(String schema) throws Exception {
        return DataSchema.flawsOf(StrictJson.mapper().readTree(schema.replace('\'', '"')), "/schema").stream()
                .map(flaw -> flaw.pointer() + " " + flaw.detail()).toList();
    }
}
