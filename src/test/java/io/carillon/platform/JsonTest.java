package io.carillon.platform;

import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1,\"a\":2}", "{} {}", "[1,]", "{\"a\":NaN}", "{'a':1}", "{\"a\":01}", "{\"a\":\"\t\"}", ""})
    void whatIsNotStrictJsonIsAnError(String text) {
        assertThrows(JsonProcessingException.class, () -> Json.strict().readValue(text, Object.class));
    }

    @Test
    void depthAndNumbersAreBounded() {
        String deep = "[".repeat(Json.MAX_DEPTH + 1) + "]".repeat(Json.MAX_DEPTH + 1);
        assertThrows(JsonProcessingException.class, () -> Json.strict().readTree(deep));
        assertThrows(JsonProcessingException.class, () -> Json.strict().readTree("[" + "9".repeat(101) + "]"));
    }

    @Test
    void invalidUtf8IsAnError() {
        byte[] latin1 = "{\"a\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1);
        assertThrows(IOException.class, () -> Json.strict().readTree(latin1));
    }
}
