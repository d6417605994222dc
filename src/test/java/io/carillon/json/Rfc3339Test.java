package io.carillon.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({"2025-06-09T10:30:00Z,2025-06-09T10:30:00Z", "2025-06-09T10:30:00.5+02:00,2025-06-09T08:30:00.500Z",
        "1970-01-01T00:00:00Z,1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00,1970-01-01T00:00:00Z",
        "1969-12-31T23:00:00-01:00,1970-01-01T00:00:00Z", "2016-12-31T23:59:60Z,2017-01-01T00:00:00Z",
        "2025-06-09T10:30:00.1234567891Z,2025-06-09T10:30:00.123456Z", "9999-12-31T23:59:59Z,9999-12-31T23:59:59Z"})
    void timesOf1970To9999AreRead(String text, Instant expected) {
        assertThat(Rfc3339.read(text), is(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2025-06-09", "2025-06-09T10:30:00", "2025-02-30T10:30:00Z",
        "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "9999-12-31T23:59:60Z",
        "2025-06-09T10:30Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
    void anythingElseIsRejected(String text) {
        assertThrows(DateTimeException.class, () -> Rfc3339.read(text));
    }
}
