package io.carillon.source;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures that other services document, or that other tools made, pass; everything else does not. */
class SenderCheckTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final String BODY = "{\"test\": 2432232314}";
    private static final SourceVerification STANDARD = new SourceVerification(VerificationType.STANDARD_WEBHOOKS, null, null,
            null, null, "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    private static final String STANDARD_SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    private static final SourceVerification STRIPE = new SourceVerification(VerificationType.STRIPE, null, null, null, null,
            "whsec_test_secret_of_stripe");
    /** By OpenSSL: {@code printf '1614265330.{"test": 2432232314}' | openssl dgst -sha256 -hmac whsec_test_secret_of_stripe}. */
    private static final String STRIPE_SIGNATURE = "066023adba245b1ffb9a49fe6671a8fac6b37a01b9403f0e1da65f7939d8ce59";

    /** The example that GitHub documents for X-Hub-Signature-256. */
    @Test
    void whatGitHubSigns() {
        SourceVerification github = new SourceVerification(VerificationType.HMAC, "X-Hub-Signature-256", null, "sha256=", null,
                "It's a Secret to Everybody");
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
        assertThat(passes(github, "Hello, World!", "x-hub-signature-256", signature), is(true));
        assertThat(passes(github, "Hello, World?", "x-hub-signature-256", signature), is(false));
        assertThat(passes(github, "Hello, World!", "x-hub-signature-256", signature.replace("sha256=", "sha1=")), is(false));
        assertThat(passes(github, "Hello, World!", "x-hub-signature-256", signature.replace("sha256=", "")), is(false));
        assertThat(passes(github, "Hello, World!", "x-hub-signature-256", signature + "00"), is(false));
        assertThat(passes(github, "Hello, World!", "x-hub-signature-256", "sha256=" + "é".repeat(64)), is(false));
        assertThat(passes(github, "Hello, World!", "x-hub-signature", signature), is(false));
        assertThat(passes(github.withSecret("It's a Secret to Nobody!"), "Hello, World!", "x-hub-signature-256", signature),
                is(false));
    }

    @Test
    void aSignatureInBase64() {
        SourceVerification shop = new SourceVerification(VerificationType.HMAC, "X-Shop-Hmac", SignatureEncoding.BASE64, null,
                null, "It's a Secret to Everybody");
        String signature = "dXEH6g6yUJ/CESIczphLijdXC211hsIsRvQ3nIsEPhc=";
        assertThat(passes(shop, "Hello, World!", "x-shop-hmac", signature), is(true));
        assertThat(passes(shop, "Hello, World!", "x-shop-hmac", "e" + signature.substring(1)), is(false));
        assertThat(passes(shop, "Hello, World!", "x-shop-hmac", "***"), is(false));
    }

    /** The example of Svix, whose headers may also have its own prefix. */
    @ParameterizedTest
    @ValueSource(strings = {"webhook-", "svix-"})
    void whatStandardWebhooksSigns(String prefix) {
        assertThat(standard(prefix, "1614265330", STANDARD_SIGNATURE, NOW), is(true));
        assertThat(standard(prefix, "1614265330", "v1a,AAAA v1,AAAA " + STANDARD_SIGNATURE, NOW), is(true));
        assertThat(standard(prefix, "1614265331", STANDARD_SIGNATURE, NOW), is(false));
        assertThat(standard(prefix, "1614265330", STANDARD_SIGNATURE.replace("v1,", "v2,"), NOW), is(false));
        assertThat(standard(prefix, "soon", STANDARD_SIGNATURE, NOW), is(false));
        assertThat(standard(prefix, "1614265330", "", NOW), is(false));
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "301, false", "-300, true", "-301, false"})
    void whatIsSignedWithItsTimeIsValidForFiveMinutes(long later, boolean isValid) {
        assertThat(standard("webhook-", "1614265330", STANDARD_SIGNATURE, NOW.plusSeconds(later)), is(isValid));
        assertThat(stripe("t=1614265330,v1=" + STRIPE_SIGNATURE, NOW.plusSeconds(later)), is(isValid));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "t=1614265330,v1=@ | true", "t=1614265330, v0=00, v1=00, v1=@ | true", "v1=@,t=1614265330 | true",
        "t=1614265331,v1=@ | false", "t=1614265330,v0=@ | false", "t=1614265330,t=1614265330,v1=@ | false", "v1=@ | false",
        "t=1614265330 | false", "t=1614265330,v1=zz | false", "@ | false"})
    void whatStripeSigns(String header, boolean isValid) {
        assertThat(stripe(header.replace("@", STRIPE_SIGNATURE), NOW), is(isValid));
    }

    @Test
    void aSecretInAHeader() {
        SourceVerification token = new SourceVerification(VerificationType.HEADER, "X-Gitlab-Token", null, null, null,
                "a-token-of-the-sender");
        assertThat(passes(token, BODY, "x-gitlab-token", "a-token-of-the-sender"), is(true));
        assertThat(passes(token, BODY, "x-gitlab-token", "a-token-of-the-sende"), is(false));
        assertThat(passes(token, BODY, "x-gitlab-token", ""), is(false));
        assertThat(passes(token, BODY, "authorization", "a-token-of-the-sender"), is(false));
    }

    @ParameterizedTest
    @CsvSource({"Basic, kim:a-long-password:1, true", "bAsIc, kim:a-long-password:1, true",
        "Basic, kim:a-long-password, false", "Basic, tom:a-long-password:1, false", "Bearer, kim:a-long-password:1, false"})
    void aPassword(String scheme, String credentials, boolean isValid) {
        SourceVerification basic = new SourceVerification(VerificationType.BASIC, null, null, null, "kim", "a-long-password:1");
        String encoded = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        assertThat(passes(basic, BODY, "authorization", scheme + " " + encoded), is(isValid));
        assertThat(passes(basic, BODY, "authorization", scheme + " " + credentials), is(false));
        assertThat(passes(basic, BODY, "authorization", ""), is(false));
    }

    @Test
    void aRequestWithoutAnyHeaderIsNeverGenuine() {
        for (VerificationType type : VerificationType.values()) {
            assertThat(SenderCheck.passes(new SourceVerification(type, "X-Signature", null, null, "kim", STANDARD.secret()),
                    new IncomingRequest(Map.of(), new byte[0]), NOW), is(false));
        }
    }

    private static boolean standard(String prefix, String time, String signature, Instant now) {
        return SenderCheck.passes(STANDARD, request(BODY, prefix + "id", "msg_p5jXN8AQM9LWM0D4loKWxJek", prefix + "timestamp",
                time, prefix + "signature", signature), now);
    }

    private static boolean stripe(String header, Instant now) {
        return SenderCheck.passes(STRIPE, request(BODY, "stripe-signature", header), now);
    }

    private static boolean passes(SourceVerification verification, String body, String... headers) {
        return SenderCheck.passes(verification, request(body, headers), NOW);
    }

    private static IncomingRequest request(String body, String... headers) {
        Map<String, List<String>> all = new TreeMap<>();
        for (int i = 0; i < headers.length; i += 2) {
            all.put(headers[i], List.of(headers[i + 1]));
        }
        return IncomingRequest.of(all, body.getBytes(StandardCharsets.UTF_8));
    }
}
