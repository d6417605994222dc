package io.carillon.local;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.util.List;
import org.junit.jupiter.api.Test;

class BodyLinesTest {

    @Test
    void jsonGetsALineForEachMemberAndKeepsItsValues() {
        assertThat(BodyLines.of("{\"a\":1.50,\"b\":{\"c\":[ ],\"d\":[true,\"x\\\"{,:}\"]},\"e\": { } }"), contains(
                "{", "  \"a\": 1.50,", "  \"b\": {", "    \"c\": [],", "    \"d\": [", "      true,", "      \"x\\\"{,:}\"",
                "    ]", "  },", "  \"e\": {}", "}"));
        assertThat(BodyLines.of("null"), contains("null"));
    }

    @Test
    void otherTextStaysAsItIs() {
        assertThat(BodyLines.of("one\ntwo {"), contains("one", "two {"));
        assertThat(BodyLines.of(""), contains("(no body)"));
        assertThat(BodyLines.of("[".repeat(100_000)).size(), is(2));
    }

    @Test
    void aLongBodyIsCutShort() {
        String deep = "[".repeat(150) + "1,".repeat(500_000) + "1" + "]".repeat(150);
        String wide = "[\"" + "x".repeat(1_000_000) + "\"]";
        for (String body : List.of(deep, wide, "x".repeat(1_000_000))) {
            List<String> lines = BodyLines.of(body);
            assertThat(lines.get(lines.size() - 1), is("… (" + body.length() + " characters in all)"));
            assertThat(lines.stream().mapToInt(String::length).sum(), lessThan(60_000));
        }
    }
}
