package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;

import io.carillon.endpoint.Format;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.RequestForm;
import java.util.List;
import java.util.Map;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** The headers of an attempt, before the client adds those that HTTP needs. */
class WebhookHeadersTest {

    @Test
    void theOwnersHeadersComeFirstAndTheSignaturesLast() {
        Map<String, String> headers = headersWith(new ThinFormat());
        assertThat(List.copyOf(headers.keySet()), contains("X-Edition", "Content-Type", "User-Agent",
                "webhook-sequence", "webhook-id", "webhook-timestamp", "webhook-signature", "X-TrackScore-Signature"));
        assertThat(headers.get("X-Edition"), is("first"));
        assertThat(headers.get("Content-Type"), is("application/json"));
        assertThat(headers.get("User-Agent"), is("Carillon/test"));
        assertThat(headers.get("webhook-id"), is("wh_1"));
        assertThat(headers.get("webhook-sequence"), is("7"));
    }

    @Test
    void aHeaderOfTheFormatReplacesTheOwners() {
        Map<String, String> headers = headersWith(new ThinFormat() {
            @Override
            public String mediaType(Webhook webhook) {
                return "application/x-edition";
            }

            @Override
            public Map<String, String> headers(Webhook webhook) {
                return Map.of("x-edition", "second");
            }
        });
        assertThat(headers.get("Content-Type"), is("application/x-edition"));
        assertThat(headers.get("x-edition"), is("second"));
        assertThat(headers, Matchers.not(Matchers.hasKey("X-Edition")));
    }

    private static Map<String, String> headersWith(ThinFormat thin) {
        try (Sending sending = new Sending(Sending.with(thin))) {
            return sending.sign(new Webhook.Target("https://localhost/", Format.THIN, null, RequestForm.STANDARD,
                    Map.of("X-Edition", "first"), ReceiverAccess.NONE)).headers();
        }
    }
}
