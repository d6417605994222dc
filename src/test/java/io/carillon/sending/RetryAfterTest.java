package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2025-06-09T10:30:00Z");

    @ParameterizedTest
    @ValueSource(strings = {"60", "00000000000060", " 60 ",
        "Mon, 09 Jun 2025 10:31:00 GMT", "Mon, 9 Jun 2025 10:31:00 GMT", "Tue, 09 Jun 2025 10:31:00 GMT",
        "Mon, 09 Jun 2025 10:31:00 UTC", "09 Jun 2025 10:31:00 GMT",
        "Monday, 09-Jun-25 10:31:00 GMT", "monday, 09-jun-25 10:31:00 gmt",
        "Mon Jun  9 10:31:00 2025", "Mon Jun 09 10:31:00 2025"})
    void secondsAndTheThreeFormsOfADateAreRead(String header) {
        assertThat(RetryAfter.parse(header, NOW), is(Optional.of(Duration.ofMinutes(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"86401", "99999", "100000", "99999999999999999999", "Tue, 09 Jun 2026 10:31:00 GMT",
        "Tuesday, 09-Jun-26 10:31:00 GMT", "Fri Dec 31 23:59:60 9999"})
    void theLongestIsADay(String header) {
        assertThat(RetryAfter.parse(header, NOW), is(Optional.of(Duration.ofDays(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "soon", "-5", "1.5", "1, 2", "Mon, 09 Jun 2025 10:29:00 GMT",
        "Monday, 09-Jun-99 10:31:00 GMT",
        "Mon, 31 Feb 2025 10:31:00 GMT", "Mon Jun  9 10:31 2025", "2025-06-09T10:31:00Z", "\u0661"})
    void anythingElseCountsAsAbsent(String header) {
        assertThat(RetryAfter.parse(header, NOW), is(Optional.empty()));
    }

    @Test
    void noHeaderIsNoRequest() {
        assertThat(RetryAfter.parse(null, NOW), is(Optional.empty()));
    }
}
