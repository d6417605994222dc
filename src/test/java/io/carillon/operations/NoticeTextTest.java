package io.carillon.operations;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.carillon.endpoint.EndingCertificate;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a notice says about a certificate that ends. */
class NoticeTextTest {

    private static final EndingCertificate ENDING = new EndingCertificate("ep_1", "app_1", "https://example.org/",
            Instant.parse("2025-07-10T10:30:00.5Z"));

    @Test
    void programsGetTheTime() {
        assertThat(NoticeText.data(ENDING), is("{\"endpoint_id\":\"ep_1\",\"application_id\":\"app_1\","
                + "\"url\":\"https://example.org/\",\"certificate_ends_at\":\"2025-07-10T10:30:00Z\",\"reason\":"
                + "\"The client certificate of the endpoint is valid until 2025-07-10T10:30:00Z.\"}"));
    }

    @Test
    void peopleGetTheAdvice() {
        assertThat(NoticeText.mail(ENDING).lines().limit(1).toList(),
                contains("The client certificate of your endpoint ends soon."));
        assertThat(NoticeText.mail(ENDING), containsString("PATCH /api/v1/endpoints/ep_1 with clientCertificate"));
    }
}
