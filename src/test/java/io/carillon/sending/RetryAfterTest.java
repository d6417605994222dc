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

    @Test
    void secondsAndDatesAreRead() {
        assertThat(RetryAfter.parse("120", NOW), is(Optional.of(Duration.ofMinutes(2))));
        assertThat(RetryAfter.parse("Mon, 09 Jun 2025 10:31:00 GMT", NOW), is(Optional.of(Duration.ofMinutes(1))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "-5", "Mon, 09 Jun 2025 10:29:00 GMT", "99999999999999999999"})
    void anythingElseCountsAsAbsent(String header) {
        assertThat(RetryAfter.parse(header, NOW), is(Optional.empty()));
    }
}
