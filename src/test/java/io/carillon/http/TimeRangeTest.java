package io.carillon.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.platform.Ids;
import io.carillon.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeRangeTest {

    @ParameterizedTest
    @CsvSource({"yesterday,", ",9", "2025-06-09T10:30:00.000001Z,2025-06-09T10:30:00Z",
        "2025-06-09T10:30:00Z,2025-06-09T11:30:00+02:00"})
    void whatIsNoRangeIsRejected(String from, String to) {
        assertThrows(ProblemException.class, () -> TimeRange.read(from, to));
    }

    @ParameterizedTest
    @CsvSource({",", "2025-06-09T10:30:00Z,", ",2025-06-09T10:30:00Z", "2025-06-09T10:30:00Z,2025-06-09T10:30:00Z",
        "2025-06-09T11:30:00+02:00,2025-06-09T10:30:00Z"})
    void eitherEndMayBeOpen(String from, String to) {
        assertDoesNotThrow(() -> TimeRange.read(from, to));
    }

    @Test
    void theTimesAreThoseGiven() {
        assertThat(TimeRange.read("2025-06-09T10:30:00Z", null),
                is(new TimeRange(OffsetDateTime.parse("2025-06-09T10:30:00Z"), null)));
    }

    @Test
    void aRangeIsOneOfKeysWithAMarginAtBothEnds() {
        TimeRange range = TimeRange.read("2025-06-09T10:30:00Z", "2025-06-09T10:31:00Z");
        Duration margin = Duration.ofSeconds(1);
        assertThat(range.firstKey("dl", margin), is(Ids.lowest("dl", Instant.parse("2025-06-09T10:29:59Z"))));
        assertThat(range.endKey("dl", margin), is(Ids.lowest("dl", Instant.parse("2025-06-09T10:31:01Z"))));
        TimeRange open = TimeRange.read(null, null);
        assertThat(open.firstKey("dl", margin) == null && open.endKey("dl", margin) == null, is(true));
    }
}
