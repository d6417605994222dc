package io.carillon.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{} {}", "[1,]", "{\"a\":NaN}", "{'a':1}", "{\"a\":01}", "{\"a\":\"\t\"}", ""})
    void whatIsNotStrictJsonIsAnError(String text) {
        assertThrows(JsonProcessingException.class, () -> StrictJson.mapper().readValue(text, Object.class));
    }

    @Test
    void depthAndNumbersAreBounded() {
        String deep = "[".repeat(StrictJson.MAX_DEPTH + 1) + "]".repeat(StrictJson.MAX_DEPTH + 1);
        assertThrows(JsonProcessingException.class, () -> StrictJson.mapper().readTree(deep));
        assertThrows(JsonProcessingException.class, () -> StrictJson.mapper().readTree("[" + "9".repeat(101) + "]"));
    }

    @Test
    void invalidUtf8IsAnError() {
        byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(IOException.class, () -> StrictJson.mapper().readTree(latin1));
    }

    private enum Choice { AT_ONCE, LATER }

    private record Chosen(Choice choice) {
    }

    @Test
    void enumsAreSpelledByTheirWords() throws JsonProcessingException {
        assertThat(StrictJson.mapper().writeValueAsString(new Chosen(Choice.AT_ONCE)), is("{\"choice\":\"at-once\"}"));
        assertThat(StrictJson.mapper().readValue("{\"choice\":\"at-once\"}", Chosen.class), is(new Chosen(Choice.AT_ONCE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AT_ONCE", "at_once", "At-once", "never", ""})
    void anotherSpellingOfAnEnumIsAnError(String word) {
        String json = "{\"choice\":\"" + word + "\"}";
        assertThrows(JsonProcessingException.class, () -> StrictJson.mapper().readValue(json, Chosen.class));
    }
}
