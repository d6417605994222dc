package io.carillon.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.DateTimeException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Rfc3339Test {

    @ParameterizedTest
    @CsvSource({"2025-06-09T10:30:00Z,2025-06-09T10:30:00Z", "2025-06-09T10:30:00.5+02:00,2025-06-09T08:30:00.500Z",
        "1970-01-01T00:00:00Z,1970-01-01T00:00:00Z", "1970-01-01T01:00:00+01:00,1970-01-01T00:00:00Z",
        "1969-12-31T23:00:00-01:00,1970-01-01T00:00:00Z", "2016-12-31T23:59:60Z,2017-01-01T00:00:00Z",
        "2025-06-09T10:30:00.1234567891Z,2025-06-09T10:30:00.123456Z", "9999-12-31T23:59:59Z,9999-12-31T23:59:59Z",
        "2025-06-09T10:30:00+18:01,2025-06-08T16:29:00Z", "2025-06-09T10:30:00-23:59,2025-06-10T10:29:00Z",
        "2025-06-09t10:30:00.25+23:00,2025-06-08T11:30:00.250Z", "2025-06-09T10:30:00z,2025-06-09T10:30:00Z",
        "2025-06-09T10:30:00-00:00,2025-06-09T10:30:00Z", "1969-12-31T00:01:00-23:59,1970-01-01T00:00:00Z",
        "2017-01-01T19:59:60+20:00,2017-01-01T00:00:00Z"})
    void timesOf1970To9999AreRead(String text, Instant expected) {
        assertThat(Rfc3339.read(text), is(expected));
    }

    @Test
    void aFractionMayFillTheBound() {
        String longest = "2025-06-09T10:30:00." + "1".repeat(979) + "Z";
        assertThat(longest.length(), is(1_000));
        assertThat(Rfc3339.read(longest), is(Instant.parse("2025-06-09T10:30:00.111111Z")));
        assertThrows(DateTimeException.class, () -> Rfc3339.read(longest.replace("Z", "1Z")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "2025-06-09", "2025-06-09T10:30:00", "2025-02-30T10:30:00Z",
        "1969-12-31T23:59:59Z", "1970-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "9999-12-31T23:59:60Z",
        "2025-06-09T10:30Z", "+10000-01-01T00:00:00Z", "-0001-01-01T00:00:00Z",
        "2025-06-09T24:00:00Z", "2025-06-09T10:60:00Z", "2025-06-09T10:30:61Z",
        "2025-06-09T10:30:00+24:00", "2025-06-09T10:30:00+01:60", "2025-06-09T10:30:00.Z", "1970-01-01T23:58:59+23:59"})
    void anythingElseIsRejected(String text) {
        assertThrows(DateTimeException.class, () -> Rfc3339.read(text));
    }
}
