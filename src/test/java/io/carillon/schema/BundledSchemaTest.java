package io.carillon.schema;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.carillon.json.StrictJson;
import org.junit.jupiter.api.Test;

/** A part of a document takes along what it refers to. */
class BundledSchemaTest {

    @Test
    void whatIsReferredToComesAlongOnce() {
        assertThat(bundle("{'s':{'a':{'properties':{'x':{'$ref':'#/s/b'},'y':{'$ref':'#/s/b'},'$ref':{'type':'string'}}},"
                + "'b':{'items':{'$ref':'#/s/b'}},'unused':{}}}", "/s/a"), is(json("{'properties':{'x':{'$ref':'#/$defs/b'},"
                + "'y':{'$ref':'#/$defs/b'},'$ref':{'type':'string'}},'$defs':{'b':{'items':{'$ref':'#/$defs/b'}}}}")));
    }

    @Test
    void equalNamesOfDifferentPlacesStayApart() {
        assertThat(bundle("{'a':{'allOf':[{'$ref':'#/p/x'},{'$ref':'#/q/x'}]},'p':{'x':{'minimum':1}},'q':{'x':{'maximum':2}}}",
                "/a"), is(json("{'allOf':[{'$ref':'#/$defs/x'},{'$ref':'#/$defs/x2'}],"
                + "'$defs':{'x':{'minimum':1},'x2':{'maximum':2}}}")));
    }

    @Test
    void aReferenceInPlaceOfASchemaIsFollowed() {
        assertThat(bundle("{'a':{'$ref':'#/b'},'b':{'$ref':'#/c'},'c':{'$id':'x','type':'object'}}", "/a"),
                is(json("{'type':'object'}")));
    }

    @Test
    void whatLeadsElsewhereStays() {
        String schema = "{'items':{'$ref':'https://example.com/x'},'not':{'$ref':'#/none'},'const':{'$ref':'#/a'}}";
        assertThat(bundle("{'a':" + schema + "}", "/a"), is(json(schema)));
    }

    /** Its flaws are found afterwards. */
    @Test
    void aLongChainOfReferencesHasAnEnd() {
        StringBuilder document = new StringBuilder("{'s0':{}");
        for (int i = 1; i <= 20_000; i++) {
            document.append(",'s%d':{'items':{'$ref':'#/s%d'}}".formatted(i, i - 1));
        }
        ObjectNode bundled = bundle(document + "}", "/s20000");
        assertThat(DataSchema.flawsOf(bundled, "").size(), is(greaterThan(0)));
    }

    private static ObjectNode bundle(String document, String pointer) {
        JsonNode whole = json(document);
        return BundledSchema.of(whole, (ObjectNode) whole.at(pointer));
    }

    private static JsonNode json(String text) {
        return StrictJson.stored(text.replace('\'', '"'));
    }
}
