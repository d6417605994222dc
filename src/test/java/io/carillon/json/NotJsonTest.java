package io.carillon.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotJsonTest {

    private static final String WHOLE = """
            {"a":[1.5e3,-2,"x\\u00e9\\n",true,null],"b":{"c":"d"}} """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{ | 1, column 2: the text ends too early",
        "{\"a\":\"x | 1, column 8: the text ends too early",
        "{\"a\" 1} | 1, column 6: expected a colon, not 1",
        "{\"a\":1 \"b\":2} | 1, column 8: expected a comma, not \"",
        "[1 2] | 1, column 4: expected a comma, not 2",
        "{'a':1} | 1, column 2: expected a member name in double quotes, not '",
        "{\"a\":1,} | 1, column 8: expected a member name in double quotes, not }",
        "{\"a\":\"\\u12g\"} | 1, column 11: expected a hexadecimal digit, not g",
        "{\"a\":+1} | 1, column 7: unexpected + in a number",
        "{\"a\":1.} | 1, column 7: unexpected } in a number",
        "[1,] | 1, column 4: unexpected ]",
        "{\"a\":[} | 1, column 7: unexpected }",
        "{\"a\":1}} | 1, column 8: unexpected }",
        "{\"a\":True} | 1, column 6: unexpected True",
        "{\"a\":NaN} | 1, column 9: unexpected NaN",
        "// x | 1, column 1: unexpected /",
        "`[\n\"\t\"]` | 2, column 2: unexpected control character with code 9",
        "{\"a\":\"\\x\"} | 1, column 8: \\x is not an escape sequence",
        "{\"a\":01} | 1, column 7: a number has a leading zero",
        "{\"a\":1e999999999999} | 1, column 20: a number is too large",
        "{\"a\":1,\"a\":2} | 1, column 11: the member a occurs twice",
        "{\"$1\":1,\"$1\":2} | 1, column 13: the member $1 occurs twice",
        "{\"a\":1} 2 | 1, column 9: there is more text after the document"})
    void theReasonIsInPlainWords(String text, String reason) {
        assertThat(describe(text), is("is not JSON at line " + reason));
    }

    @Test
    void limitsAreNamed() {
        assertThat(describe("[".repeat(70)), is("is not JSON: it is nested deeper than 64 levels"));
        assertThat(describe("[" + "1".repeat(200) + "]"), is("is not JSON: a number has more than 100 digits"));
        assertThat(describe("{\"" + "n".repeat(2_000) + "\":1}"), is("is not JSON: a member name has more than 1000 characters"));
    }

    @Test
    void bytesThatAreNotUtf8AreNamed() {
        assertThat(NotJson.describe(assertThrows(JsonProcessingException.class,
                () -> StrictJson.mapper().readTree(new byte[] {'"', (byte) 0xff, '"'}))),
                is("is not JSON at line 1, column 3: the text is not UTF-8"));
    }

    /** Whatever a typing error does to a document, no message has words of the reader. */
    @Test
    void noMessageNamesTheReader() {
        Random random = new Random(8_259);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(WHOLE);
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setLength(at);
                default -> text.insert(at, "{}[]\",:\\+-.e0xtn\u0001\u20ac".charAt(random.nextInt(18)));
            }
            try {
                StrictJson.mapper().readTree(text.toString().getBytes(StandardCharsets.UTF_8));
            } catch (JsonProcessingException e) {
                assertThat(text.toString(), NotJson.describe(e), matchesPattern(
                        "is not JSON at line \\d+, column \\d+: [a-z\\\\][^`]*"));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String describe(String text) {
        return NotJson.describe(assertThrows(JsonProcessingException.class, () -> StrictJson.mapper().readTree(text)));
    }
}
