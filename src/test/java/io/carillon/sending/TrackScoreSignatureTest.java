package io.carillon.sending;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import org.junit.jupiter.api.Test;

class TrackScoreSignatureTest {

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final String OTHER = "whsec_YW5vdGhlciBzZWNyZXQgb2Ygb3Vycw==";

    @Test
    void theTrackScoreSignatureKeyIsTheSecretAsShown() {
        // printf '{"a":1}' | openssl dgst -sha256 -hmac 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
        assertThat(signature("{\"a\":1}", SECRET), is("sha256=45ec03b2b33403c8043a90de06bedad0827183927115fd7e448ef97eeb13c5be"));
    }

    @Test
    void duringAnOverlapTheFirstSecretSignsAlone() {
        assertThat(signature("{}", OTHER, SECRET), is(signature("{}", OTHER)));
    }

    private static String signature(String body, String... secrets) {
        return new TrackScoreSignature().headers(Signing.unsigned(body), Signing.with(secrets))
                .get("X-TrackScore-Signature");
    }
}
