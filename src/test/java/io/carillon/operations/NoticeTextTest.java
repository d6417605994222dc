package io.carillon.operations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import io.carillon.endpoint.FailingEndpoint;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticeTextTest {

    private static final FailingEndpoint ENDPOINT = new FailingEndpoint("ep_1", "app_1", "https://example.org/\"hook\"",
            Instant.parse("2026-01-01T10:00:00.9Z"), Instant.parse("2026-01-03T10:00:00Z"));

    @Test
    void dataIsCanonicalJsonWithTimesInSeconds() {
        assertThat(NoticeText.data(ENDPOINT, "It fails."), is("""
                {"endpoint_id":"ep_1","application_id":"app_1","url":"https://example.org/\\"hook\\"",\
                "failing_since":"2026-01-01T10:00:00Z","last_failure_at":"2026-01-03T10:00:00Z","reason":"It fails."}"""));
    }

    @Test
    void mailNamesTheEndpointTheReasonAndTheNextStep() {
        String mail = NoticeText.mail(OperationalEvent.DISABLED, ENDPOINT, "The receiver answered 410 Gone.");
        assertThat(mail, startsWith("Your endpoint was disabled.\n"));
        assertThat(mail, containsString("Endpoint       ep_1\n"));
        assertThat(mail, containsString("Failing since  2026-01-01T10:00:00Z\n"));
        assertThat(mail, containsString("Reason         The receiver answered 410 Gone.\n"));
        assertThat(mail, containsString("POST /api/v1/endpoints/ep_1/enable\n"));
        assertThat(NoticeText.mail(OperationalEvent.FAILING, ENDPOINT, "x"), containsString("/api/v1/deliveries?endpoint=ep_1"));
        assertThat(NoticeText.mail(OperationalEvent.RECOVERED, ENDPOINT, "x"), containsString("/endpoints/ep_1/redeliver"));
    }

    @Test
    void everyEventIsFoundByItsEventType() {
        for (OperationalEvent event : OperationalEvent.values()) {
            assertThat(OperationalEvent.ofEventType(event.eventType()), is(event));
        }
    }
}
