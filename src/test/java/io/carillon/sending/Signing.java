package io.carillon.sending;

import io.carillon.crypto.SigningKey;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.ReceiverAccess;
import io.carillon.endpoint.RequestForm;
import io.carillon.endpoint.SignatureScheme;
import io.carillon.sending.Authentication.Unsigned;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What is signed in tests, and with what. */
final class Signing {

    private Signing() {
    }

    /** Secrets that sign with HMAC. */
    static Credentials with(String... secrets) {
        return new Credentials(List.of(SignatureScheme.V1), List.of(secrets), List.of());
    }

    /** Keys that sign by {@code schemes}. */
    static Credentials with(List<SignatureScheme> schemes, SigningKey... keys) {
        return new Credentials(schemes, List.of(), List.of(keys));
    }

    /** The message of the examples of Standard Webhooks. */
    static Unsigned vector() {
        return unsigned("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), "https://example.org/",
                "{\"test\": 2432232314}");
    }

    /** A message that is sent now. */
    static Unsigned unsigned(String body) {
        return unsigned("wh_1", Instant.now(), "https://example.org/", body);
    }

    static Unsigned unsigned(String id, Instant time, String url, String body) {
        return unsigned(id, time, url, body, RequestForm.STANDARD);
    }

    static Unsigned unsigned(String id, Instant time, String url, String body, RequestForm form) {
        return new Unsigned(id, time, new WebhookRequest(url, form,
                Map.of("Content-Type", "application/json", form.names().sequence(), "7"),
                body.getBytes(StandardCharsets.UTF_8), ReceiverAccess.NONE));
    }
}
