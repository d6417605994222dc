package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import com.standardwebhooks.Webhook;
import io.carillon.crypto.SigningKey;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.SignatureScheme;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StandardSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String KEY =
            "whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==";
    private static final String OTHER = "whsec_" + Base64.getEncoder().encodeToString("another secret of ours".getBytes());

    @Test
    void theStandardWebhooksVector() {
        Map<String, String> headers = new StandardSignature().headers(Signing.vector(), Signing.with(SECRET));
        assertThat(headers.get("webhook-signature"), is("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
    }

    @Test
    void theStandardWebhooksVectorOfEd25519() {
        Credentials credentials = Signing.with(List.of(SignatureScheme.V1A), SigningKey.of(KEY));
        Map<String, String> headers = new StandardSignature().headers(Signing.vector(), credentials);
        assertThat(headers.get("webhook-signature"), is("v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZ"
                + "dpXwVLPo3mNl8EM+m7TBAg=="));
        assertThat(credentials.keys().get(0).verificationKey().text(), is("whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4="));
        assertThat(new TrackScoreSignature().headers(Signing.vector(), credentials), is(Map.of()));
    }

    @Test
    void bothKindsOfSignaturesAreInOneHeader() throws Exception {
        String body = "{}";
        Credentials credentials = new Credentials(List.of(SignatureScheme.V1, SignatureScheme.V1A), List.of(SECRET),
                List.of(SigningKey.of(KEY), SigningKey.random()));
        Map<String, String> headers = new StandardSignature().headers(Signing.unsigned(body), credentials);
        assertThat(headers.get("webhook-signature"), matchesPattern("v1,\\S{44} v1a,\\S{88} v1a,\\S{88}"));
        new Webhook(SECRET).verify(body, asHttp(headers));
    }

    @Test
    void withoutTheseSchemesOnlyIdAndTimeAreSet() {
        Credentials credentials = Signing.with(List.of(SignatureScheme.HTTP_MESSAGE), SigningKey.of(KEY));
        assertThat(new StandardSignature().headers(Signing.vector(), credentials).keySet(),
                is(Set.of("webhook-id", "webhook-timestamp")));
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
        return new StandardSignature().headers(Signing.unsigned(body), Signing.with(secrets));
    }

    private static HttpHeaders asHttp(Map<String, String> headers) {
        return HttpHeaders.of(headers.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> List.of(entry.getValue()))), (name, value) -> true);
    }
}
