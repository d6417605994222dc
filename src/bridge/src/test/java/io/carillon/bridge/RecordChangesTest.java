package io.carillon.bridge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.bridge.RecordChanges.Unreadable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is in a record stays as it is, except for the id that it may need. */
class RecordChangesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":1.50e3} | {\"id\":\"t-0-7\",\"a\":1.50e3}",
        "{ \"a\": {\"id\":1} } | {\"id\":\"t-0-7\", \"a\": {\"id\":1} }",
        "{} | {\"id\":\"t-0-7\"}",
        "{\"id\":\"own\",\"a\":1} | {\"id\":\"own\",\"a\":1}",
        "{\"specversion\":\"1.0\",\"source\":\"/s\"} | {\"specversion\":\"1.0\",\"source\":\"/s\"}",
        "  {\"é\":\"\\ud83d\\udd14 🔔\"}  | {\"id\":\"t-0-7\",\"é\":\"\\ud83d\\udd14 🔔\"}"})
    void aChangeWithoutAnIdGetsThatOfItsPlace(String value, String change) throws Unreadable {
        assertThat(read(value), is(List.of(change)));
    }

    @Test
    void eachElementOfAnArrayHasItsOwnPlace() throws Unreadable {
        assertThat(read("[ {\"a\":\"é\"} , {\"id\":\"own\"},{\"b\":[1,{}]} ]"), is(List.of("{\"id\":\"t-0-7-0\",\"a\":\"é\"}",
                "{\"id\":\"own\"}", "{\"id\":\"t-0-7-2\",\"b\":[1,{}]}")));
        assertThat(read("[]"), is(List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "text | is not JSON", "{\"a\":1 | is not JSON", "{} {} | has more text after the changes",
        "7 | is neither a change nor an"
        + " array of changes", "[1] | has an element that is no change", "`` | is neither a change nor an array of changes"})
    void anythingElseIsUnreadable(String value, String reason) {
        assertThat(assertThrows(Unreadable.class, () -> read(value)).getMessage(), is(reason));
    }

    @Test
    void anIdIsWrittenAsJsonAndMayBeMissing() throws Unreadable {
        byte[] value = "[{\"a\":1}]".getBytes(StandardCharsets.UTF_8);
        assertThat(RecordChanges.read(value, "q/\"\\"), is(List.of("{\"id\":\"q/\\\"\\\\-0\",\"a\":1}")));
        assertThat(RecordChanges.read(value, null), is(List.of("{\"a\":1}")));
    }

    @Test
    void aRecordMayHaveNoValue() {
        assertThat(assertThrows(Unreadable.class, () -> RecordChanges.read(null, "t-0-7")).getMessage(), is("has no value"));
    }

    private static List<String> read(String value) throws Unreadable {
        return RecordChanges.read(value.getBytes(StandardCharsets.UTF_8), "t-0-7");
    }
}
