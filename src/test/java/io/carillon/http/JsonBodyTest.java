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

class JsonBodyTest {

    /** What the tests read. */
    public record Sample(String name, Map<String, Integer> counts, List<String> words) implements JsonDocument {
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\":\"a\\u0000b\"} | /name | contains NUL",
        "{\"counts\":{\"a/b~c\":\"\\ud800\"}} | /counts/a~1b~0c | must not contain an unpaired surrogate",
        "{\"words\":[\"x\",\"\\udc00\"]} | /words/1 | must not contain an unpaired surrogate",
        "{\"counts\":{\"a/b~c\":true}} | /counts/a~1b~0c | has the wrong type",
        "{\"words\":[\"x\",7]} | /words/1 | has the wrong type",
        "{\"a/b~c\":1} | /a~1b~0c | is not a member of this document",
        "[] | '' | must be a JSON object",
        "{ | '' | is not JSON at line 1"})
    void aFlawIsReportedWithItsPointer(String json, String pointer, String detail) {
        Flaw flaw = assertThrows(ProblemException.class, () -> read(json)).flaws().get(0);
        assertThat(flaw.pointer(), is(pointer));
        assertThat(flaw.detail(), startsWith(detail));
    }

    @SuppressWarnings("unchecked")
    private static void read(String json) throws Exception {
        new JsonBody().readFrom((Class<JsonDocument>) (Class<?>) Sample.class, null, null, null, null,
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
