package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.carillon.sending.DeliveryResult.Answered;
import io.carillon.sending.DeliveryResult.NoAnswer;
import io.carillon.sending.DeliveryResult.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which responses pause the endpoint, and for how long. */
class PauseTest {

    @ParameterizedTest
    @CsvSource({"429,60,60", "429,,5", "429,0,", "503,0,", "503,60,60", "503,,", "500,60,", "200,60,", "301,60,"})
    void aReceiverThatIsAskedTooMuchAsksForAPause(int status, Long retryAfter, Long pause) {
        Duration asked = retryAfter == null ? null : Duration.ofSeconds(retryAfter);
        assertThat(new Answered(Instant.EPOCH, 1, status, asked, "", null, Map.of()).pause(),
                is(Optional.ofNullable(pause).map(Duration::ofSeconds)));
    }

    @Test
    void silenceAsksForNothing() {
        assertThat(new NoAnswer(Instant.EPOCH, 1, Reason.TIMEOUT, "").pause(), is(Optional.empty()));
    }
}
