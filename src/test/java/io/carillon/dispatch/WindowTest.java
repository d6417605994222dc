package io.carillon.dispatch;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {

    @ParameterizedTest
    @CsvSource({"PT1M,2025-06-09T10:30:00Z,2025-06-09T10:30:00Z", "PT1M,2025-06-09T10:30:59.999Z,2025-06-09T10:30:00Z",
        "PT2S,2025-06-09T10:30:01.5Z,2025-06-09T10:30:00Z", "PT2S,2025-06-09T10:30:03Z,2025-06-09T10:30:02Z",
        "PT1H,2025-06-09T10:30:03Z,2025-06-09T10:00:00Z", "PT7S,1969-12-31T23:59:59Z,1969-12-31T23:59:53Z"})
    void windowsFollowOneAnotherFrom1970(String window, String now, String start) {
        assertThat(Window.startOf(Instant.parse(now), Duration.parse(window)), is(Instant.parse(start)));
    }
}
