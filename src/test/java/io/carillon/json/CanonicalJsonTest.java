package io.carillon.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The right-hand sides are what {@code node -p 'JSON.stringify(JSON.parse(…))'} prints. */
class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | 0", "-0 | 0", "-0.0 | 0", "1.0 | 1", "100 | 100", "1e2 | 100", "0.1 | 0.1", "1.50 | 1.5",
        "1e20 | 100000000000000000000", "1e21 | 1e+21", "123456789012345680000 | 123456789012345680000",
        "1e-6 | 0.000001", "1e-7 | 1e-7", "1.25e-7 | 1.25e-7", "0.0000012 | 0.0000012", "-1.5e300 | -1.5e+300",
        "5e-324 | 5e-324", "1.7976931348623157e308 | 1.7976931348623157e+308", "2e23 | 2e+23",
        "2.0e-3 | 0.002", "9007199254740991 | 9007199254740991", "4.35 | 4.35", "0.30000000000000004 | 0.30000000000000004",
        "0.3333333333333333333333 | 0.3333333333333333", "1.0e23 | 1e+23"})
    void numbersHaveEcmaScriptsForm(String given, String expected) throws JsonProcessingException {
        assertThat(canonical("{\"n\":" + given + "}"), is("{\"n\":" + expected + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e309", "-1e400", "1e-400", "9007199254740993", "12345678901234567890"})
    void numbersThatReceiversWouldReadAsOthersAreRefused(String number) {
        var refused = assertThrows(UnrepresentableJson.class, () -> canonical("{\"a\":[0," + number + "]}"));
        assertThat(refused.pointer(), is("/a/1"));
    }

    @Test
    void arrayIndexesComeFirstInNumericOrder() throws JsonProcessingException {
        assertThat(canonical("{\"b\":1,\"10\":2,\"2\":3,\"01\":4,\"-1\":5,\"4294967294\":6,\"4294967295\":7,\"0\":8}"),
                is("{\"0\":8,\"2\":3,\"10\":2,\"4294967294\":6,\"b\":1,\"01\":4,\"-1\":5,\"4294967295\":7}"));
    }

    @Test
    void stringsEscapeOnlyWhatMustBe() throws JsonProcessingException {
        assertThat(canonical("{\"s\":\"\\u0000\\u001f\\b\\f\\n\\r\\t\\/\\\"\\\\\\u007f\\u2028\\u00e4\\ud83d\\ude00\"}"),
                is("{\"s\":\"\\u0000\\u001f\\b\\f\\n\\r\\t/\\\"\\\\\u007f\u2028ä😀\"}"));
    }

    @Test
    void structureKeepsItsOrder() throws JsonProcessingException {
        assertThat(canonical(" { \"z\" : [ ] , \"a\" : { } , \"t\" : true , \"n\" : null , \"f\" : [ false , \"\" ] } "),
                is("{\"z\":[],\"a\":{},\"t\":true,\"n\":null,\"f\":[false,\"\"]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\\ud800\"", "\"\\udc00a\"", "\"a\\ud83d\"", "\"\\ude00\\ud83d\""})
    void unpairedSurrogatesAreRejected(String string) {
        var refused = assertThrows(UnrepresentableJson.class, () -> canonical("{\"a/b\":" + string + "}"));
        assertThat(refused.pointer(), is("/a~1b"));
        assertThat(refused.getMessage(), containsString("surrogate"));
    }

    @Test
    void writingTwiceChangesNothing() throws JsonProcessingException {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(value)) {
                String once = canonical("[" + value + "]");
                assertThat(canonical(once), is(once));
                assertThat(Double.parseDouble(once.substring(1, once.length() - 1)), is(value == 0 ? 0.0 : value));
            }
        }
    }

    private static String canonical(String json) throws JsonProcessingException {
        return CanonicalJson.write(StrictJson.mapper().readTree(json));
    }
}
