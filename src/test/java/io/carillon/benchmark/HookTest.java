package io.carillon.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The ledger's side of the receiver: what is missing or too much makes the run void, what is repeated does not. */
class HookTest {

    private static final Duration SHORT = Duration.ofMillis(150);

    private final Hook hook = new Hook("/hook");

    @Test
    void changesAreAnnouncedOrSummarised() {
        receive("wh_1", "{\"meta\":{\"changes\":3}}");
        receive("wh_2", "{\"data\":{}}");
        assertThat(hook.announced(), is(2L));
        assertDoesNotThrow(() -> hook.settle(4, SHORT));
    }

    @Test
    void aMessageThatComesTwiceCountsOnce() {
        receive("wh_1", "{\"meta\":{\"changes\":3}}");
        receive("wh_1", "{\"meta\":{\"changes\":3}}");
        assertThat(hook.repeated(), is(1L));
        assertDoesNotThrow(() -> hook.settle(3, SHORT));
    }

    @Test
    void aChangeThatIsMissingMakesTheRunVoid() {
        receive("wh_1", "{\"meta\":{\"changes\":3}}");
        VoidRun voided = assertThrows(VoidRun.class, () -> hook.settle(4, SHORT));
        assertThat(voided.getMessage(), containsString("accepted 4 is not announced 1 + summarised 2"));
    }

    @Test
    void aChangeTooManyMakesTheRunVoid() {
        receive("wh_1", "{\"meta\":{\"changes\":3}}");
        assertThrows(VoidRun.class, () -> hook.settle(2, SHORT));
    }

    private void receive(String id, String body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("webhook-id", id);
        hook.received("/hook/1", headers, body.getBytes(StandardCharsets.UTF_8), System.nanoTime());
    }
}
