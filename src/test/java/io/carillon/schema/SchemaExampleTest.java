package io.carillon.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import io.carillon.json.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An example is made of what the schema says, and matches it. */
class SchemaExampleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'examples':[{'a':1}]}                                                    | {'a':1}
            {'properties':{'a':{'default':5},'b':{'const':'x'},'c':{'enum':[7,8]}}}   | {'a':5,'b':'x','c':7}
            {'properties':{'a':{'type':'string','minLength':6},'b':{'type':'string','maxLength':2}}} | \
                {'a':'textxx','b':'te'}
            {'properties':{'at':{'type':'string','format':'date-time'},'n':{'type':'number','minimum':3}}} | \
                {'at':'2026-06-09T10:30:00Z','n':3}
            {'properties':{'a':{'type':'array','items':{'type':'boolean'}},'b':{'type':['null','string']}}} | \
                {'a':[true],'b':null}
            {'$ref':'#/$defs/a','$defs':{'a':{'properties':{'n':{'type':'integer'},'a':{'$ref':'#/$defs/a'}}}}} | {'n':1}
            {'allOf':[{'properties':{'a':{'const':1}}}],'properties':{'b':{'anyOf':[{'const':2},{'const':3}]}}} | \
                {'a':1,'b':2}""")
    void itIsMadeOfWhatTheSchemaSays(String schema, String expected) throws Exception {
        assertThat(SchemaExample.of(read(schema)).orElseThrow(), is(read(expected)));
    }

    @Test
    void whatDoesNotMatchIsNoExample() throws Exception {
        assertThat(SchemaExample.of(read("{'properties':{'a':{'type':'string','pattern':'^[0-9]$'}}}")).isEmpty(), is(true));
        assertThat(SchemaExample.of(read("{'type':'array'}")).isEmpty(), is(true));
    }

    private static JsonNode read(String json) throws Exception {
        return StrictJson.mapper().readTree(json.replace('\'', '"'));
    }
}
