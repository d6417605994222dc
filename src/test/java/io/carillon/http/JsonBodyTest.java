package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.json.Flaw;
import io.carillon.json.JsonDocument;
import io.carillon.problem.ProblemException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {

    /** What the tests read. */
    public record Sample(String name, Map<String, Integer> counts, Long total, List<String> words, Boolean sure, DayOfWeek day,
            Instant at, Sample inner) implements JsonDocument {
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"name\":\"a\\u0000b\"} | /name | contains NUL",
        "{\"counts\":{\"a/b~c\":\"\\ud800\"}} | /counts/a~1b~0c | must not contain an unpaired surrogate",
        "{\"words\":[\"x\",\"\\udc00\"]} | /words/1 | must not contain an unpaired surrogate",
        "{\"counts\":{\"a/b~c\":true}} | /counts/a~1b~0c | must be an integer",
        "{\"counts\":7} | /counts | must be an object",
        "{\"name\":7} | /name | must be a string",
        "{\"name\":{}} | /name | must be a string",
        "{\"sure\":\"x\"} | /sure | must be true or false",
        "{\"sure\":\"true\"} | /sure | must be true or false",
        "{\"sure\":0} | /sure | must be true or false",
        "{\"day\":\"x\"} | /day | must be one of monday, tuesday, wednesday, thursday, friday, saturday, sunday",
        "{\"day\":\"\"} | /day | must be one of monday",
        "{\"day\":0} | /day | must be one of monday",
        "{\"day\":[]} | /day | must be one of monday",
        "{\"at\":\"x\"} | /at | must be an RFC 3339 time",
        "{\"at\":7} | /at | must be an RFC 3339 time",
        "{\"inner\":\"x\"} | /inner | must be an object",
        "{\"inner\":{\"words\":\"x\"}} | /inner/words | must be an array",
        "{\"total\":7.5} | /total | must be an integer",
        "{\"total\":\"7\"} | /total | must be an integer",
        "{\"total\":true} | /total | must be an integer",
        "{\"total\":1e-999999999} | /total | must be an integer",
        "{\"total\":99999999999999999999} | /total | is out of range",
        "{\"total\":1e999999999} | /total | is out of range",
        "{\"words\":[\"x\",7]} | /words/1 | must be a string",
        "{\"a/b~c\":1} | /a~1b~0c | is not a member of this document",
        "[] | '' | must be a JSON object",
        "{ | '' | is not JSON at line 1"})
    void aFlawIsReportedWithItsPointer(String json, String pointer, String detail) {
        Flaw flaw = assertThrows(ProblemException.class, () -> read(json)).flaws().get(0);
        assertThat(flaw.pointer(), is(pointer));
        assertThat(flaw.detail(), startsWith(detail));
    }

    @Test
    void everyFlawIsReported() {
        ProblemException problem = assertThrows(ProblemException.class, () -> read("""
                {"day":"x","words":["x",7,null,{}],"inner":{"sure":0,"counts":{"a":"b","c":2}},"name":"fine","total":"7"}"""));
        assertThat(problem.status(), is(422));
        assertThat(pointers(problem), containsInAnyOrder("/day", "/words/1", "/words/3", "/inner/sure",
                "/inner/counts/a", "/total"));
    }

    @Test
    void anUnknownMemberIsReportedWithTheOtherFlaws() {
        ProblemException problem = assertThrows(ProblemException.class,
                () -> read("{\"day\":\"x\",\"dya\":\"monday\",\"inner\":{\"x\":{}}}"));
        assertThat(problem.status(), is(400));
        assertThat(pointers(problem), containsInAnyOrder("/day", "/dya", "/inner/x"));
    }

    @Test
    void atMostTwentyFlawsAreReported() {
        String words = IntStream.range(0, 30).mapToObj(String::valueOf).collect(Collectors.joining(",", "[", "]"));
        assertThat(pointers(assertThrows(ProblemException.class, () -> read("{\"words\":" + words + "}"))), hasSize(20));
    }

    private static List<String> pointers(ProblemException problem) {
        return problem.flaws().stream().map(Flaw::pointer).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.0", "7e0", "70E-1", "0.7e+1"})
    void anIntegerIsANumberWithoutAFraction(String number) throws Exception {
        assertThat(read("{\"total\":" + number + "}"), is(new Sample(null, null, 7L, null, null, null, null, null)));
    }

    @SuppressWarnings("unchecked")
    private static JsonDocument read(String json) throws Exception {
        return new JsonBody().readFrom((Class<JsonDocument>) (Class<?>) Sample.class, null, null, null, null,
                new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
