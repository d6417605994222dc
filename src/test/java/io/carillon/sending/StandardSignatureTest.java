package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StandardSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_" + Base64.getEncoder().encodeToString("another secret of ours".getBytes());

    @Test
    void theStandardWebhooksVector() {
        Map<String, String> headers = new StandardSignature().headers("msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}".getBytes(), List.of(SECRET));
        assertThat(headers.get("webhook-signature"), is("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void theIndependentLibraryAcceptsTheHeaders() throws Exception {
        String body = "{\"name\":\"Überraschung 😀\"}";
        new Webhook(SECRET).verify(body, asHttp(headers(body, SECRET)));
    }

    @Test
    void duringAnOverlapReceiversWithEitherSecretVerify() throws Exception {
        String body = "{}";
        Map<String, String> headers = headers(body, OTHER, SECRET);
        new Webhook(SECRET).verify(body, asHttp(headers));
        new Webhook(OTHER).verify(body, asHttp(headers));
    }

    @Test
    void aPlainSecretIsTheKeyItself() throws Exception {
        String plain = "Grüße aus dem Bootshaus 2026";
        String encoded = "whsec_" + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
        new Webhook(encoded).verify("{}", asHttp(headers("{}", plain)));
    }

    private static Map<String, String> headers(String body, String... secrets) {
        return new StandardSignature().headers("wh_1", Instant.now(), body.getBytes(StandardCharsets.UTF_8), List.of(secrets));
    }

    private static HttpHeaders asHttp(Map<String, String> headers) {
        return HttpHeaders.of(headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))), (name, value) -> true);
    }
}
