package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import io.carillon.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    /** What the tests read. */
    public record Sample(String name, Map<String, Integer> counts, Long total, List<String> words) implements JsonDocument {
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\":\"a\\u0000b\"} | /name | contains NUL",
        "{\"counts\":{\"a/b~c\":\"\\ud800\"}} | /counts/a~1b~0c | must not contain an unpaired surrogate",
        "{\"words\":[\"x\",\"\\udc00\"]} | /words/1 | must not contain an unpaired surrogate",
        "{\"counts\":{\"a/b~c\":true}} | /counts/a~1b~0c | has the wrong type",
        "{\"total\":7.5} | /total | has the wrong type",
        "{\"total\":\"7\"} | /total | has the wrong type",
        "{\"total\":true} | /total | has the wrong type",
        "{\"total\":1e-999999999} | /total | has the wrong type",
        "{\"total\":99999999999999999999} | /total | has the wrong type",
        "{\"total\":1e999999999} | /total | has the wrong type",
        "{\"words\":[\"x\",7]} | /words/1 | has the wrong type",
        "{\"a/b~c\":1} | /a~1b~0c | is not a member of this document",
        "[] | '' | must be a JSON object",
        "{ | '' | is not JSON at line 1"})
    void aFlawIsReportedWithItsPointer(String json, String pointer, String detail) {
        Flaw flaw = assertThrows(ProblemException.class, () -> read(json)).flaws().get(0);
        assertThat(flaw.pointer(), is(pointer));
        assertThat(flaw.detail(), startsWith(detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.0", "7e0", "70E-1", "0.7e+1"})
    void anIntegerIsANumberWithoutAFraction(String number) throws Exception {
        assertThat(read("{\"total\":" + number + "}"), is(new Sample(null, null, 7L, null)));
    }

    @SuppressWarnings("unchecked")
    private static JsonDocument read(String json) throws Exception {
        return new JsonBody().readFrom((Class<JsonDocument>) (Class<?>) Sample.class, null, null, null, null,
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
