package io.carillon.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentTreeTest {

    @Test
    void orderAndNotationDoNotMatter() {
        assertThat(DocumentTree.isSame(thing("{\"a\":1.0,\"b\":[1e2]}"), thing("{\"b\":[100],\"a\":1}")), is(true));
        assertThat(DocumentTree.isSame(thing("{\"a\":[1,2]}"), thing("{\"a\":[2,1]}")), is(false));
        assertThat(DocumentTree.isSame(thing("{\"a\":null}"), thing("{}")), is(false));
    }

    @Test
    void whatCanonicalJsonCannotWriteIsNeverTheSame() {
        Thing large = thing("{\"a\":12345678901234567890}");
        assertThat(DocumentTree.isSame(large, large), is(false));
    }

    @Test
    void oneMemberChangesAndTheOthersStay() {
        Thing thing = thing("{\"x\":null}");
        assertThat(DocumentTree.with(thing, "name", "other"), is(new Thing("other", thing.data())));
        assertThat(DocumentTree.without(thing, "name"), is(new Thing(null, thing.data())));
    }

    @Test
    void theNamesOfWhatDiffers() {
        assertThat(DocumentTree.differences(thing("1"), thing("1")), is(List.of()));
        assertThat(DocumentTree.differences(thing("1"), new Thing(null, null)), is(List.of("data", "name")));
    }

    private static Thing thing(String data) {
        return new Thing("thing", StrictJson.stored(data));
    }

    private record Thing(String name, JsonNode data) implements JsonDocument {
    }
}
