package io.carillon.mcp;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.carillon.json.StrictJson;
import org.junit.jupiter.api.Test;

class ShortTextTest {

    private static final Tool STATISTICS = Tools.find("get_statistics").orElseThrow();

    @Test
    void membersThatTheToolLeavesOutAreMissingAtAnyDepth() {
        JsonNode answer = StrictJson.stored("{\"series\": [{\"points\": [1, 2], \"total\": {\"points\": 3, \"failed\": 4}}]}");
        assertThat(ShortText.of(answer, STATISTICS), is("{\"series\":[{\"total\":{\"failed\":4}}]}"));
    }

    @Test
    void longTextsAreCutBetweenCharacters() {
        String kept = "x".repeat(ShortText.LONGEST_TEXT - 1);
        JsonNode answer = StrictJson.mapper().createArrayNode().add(kept + "y").add(kept + "😀").add(kept + "yz");
        assertThat(ShortText.of(answer, STATISTICS), is("[\"" + kept + "y\",\"" + kept + "… (2001 characters in all)\",\""
                + kept + "y… (2001 characters in all)\"]"));
    }

    @Test
    void anAnswerThatIsTooLongIsRefusedWithAdvice() {
        ArrayNode answer = StrictJson.mapper().createArrayNode();
        while (answer.toString().length() < ShortText.MOST - 1_000) {
            answer.add("x".repeat(997));
        }
        answer.add("x".repeat(ShortText.MOST - answer.toString().length() - 3));
        assertThat(ShortText.of(answer, STATISTICS).length(), is(ShortText.MOST));
        answer.add(1);
        assertThat(assertThrows(UnusableCall.class, () -> ShortText.of(answer, STATISTICS)).getMessage(),
                startsWith("The answer has 40002 characters, and at most 40000 are sent. Use a smaller top."));
    }
}
