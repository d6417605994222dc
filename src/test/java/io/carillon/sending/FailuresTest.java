package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.sending.DeliveryResult.Reason;
import jakarta.ws.rs.ProcessingException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailuresTest {

    private static final Duration DEADLINE = Duration.ofSeconds(15);

    @Test
    void whatThisProcessCannotOpenSaysNothingAboutTheReceiver() {
        Exception failure = new ProcessingException(new SocketException("Too many open files"));
        assertThrows(OutOfFiles.class, () -> Failures.reason(failure, 5, DEADLINE));
    }

    @Test
    void theOutermostKnownCauseIsTheReason() {
        assertThat(Failures.reason(new ProcessingException(new ConnectException("Connection refused")), 5, DEADLINE),
                is(Reason.NOT_CONNECTED));
        assertThat(Failures.reason(new ProcessingException("?"), 15_000, DEADLINE), is(Reason.TIMEOUT));
        assertThat(Failures.reason(new ProcessingException("?"), 5, DEADLINE), is(Reason.BROKEN));
    }
}
