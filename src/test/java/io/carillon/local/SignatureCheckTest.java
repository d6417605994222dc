package io.carillon.local;

import static io.carillon.local.SignedRequest.NOW;
import static io.carillon.local.SignedRequest.SECRET;
import static io.carillon.local.SignedRequest.aSignedRequest;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {

    private static final String BODY = "{\"organizationId\":12345,\"resourceOperation\":\"create\","
            + "\"resourceId\":\"ab9f4201-4ef4-4a02-946f-81c3399959a2\",\"resourceType\":\"event\"}";
    /** Both computed with Python's hmac module. */
    private static final String STANDARD = "v1,tSkul4ckTbpdskShgsMeTFTANjJz4G8LRTkZhrD/aJM=";
    private static final String TRACK_SCORE =
            "sha256=e2ffc2839b3ff8ee38edb5469da4b7ca54f592823bcc27a71c04302d10796f5b";

    private final SignatureCheck check = new SignatureCheck(List.of(SECRET), Lines.CLOCK);

    private static ReceivedWebhook webhook(String standard, String trackScore, String body) {
        return new ReceivedWebhook(SignedRequest.ID, String.valueOf(NOW), standard, trackScore,
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static String reason(Optional<String> objection) {
        return objection.orElse("accepted");
    }

    @Test
    void acceptsWhatAnotherLanguageSigned() {
        assertThat(reason(check.objectionTo(webhook(STANDARD, TRACK_SCORE, BODY))), is("accepted"));
    }

    @Test
    void acceptsTheRightSignatureAmongSeveral() {
        String several = "v1,AAAA v1a,other " + STANDARD;

        assertThat(reason(check.objectionTo(webhook(several, TRACK_SCORE, BODY))), is("accepted"));
    }

    @Test
    void refusesAChangedBody() {
        String changed = BODY.replace("create", "delete");

        assertThat(reason(check.objectionTo(webhook(STANDARD, TRACK_SCORE, changed))),
                containsString("webhook-signature"));
    }

    @Test
    void refusesAWrongSecret() {
        ReceivedWebhook other = aSignedRequest(BODY).with("whsec_BBECAwQFBgcICQoLDA0ODxAREhMUFRYX").received();

        assertThat(reason(check.objectionTo(other)), containsString("webhook-signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=00", "e2ffc2839b3ff8ee38edb5469da4b7ca54f592823bcc27a71c04302d10796f5b"})
    void refusesAWrongTrackScoreSignatureAlthoughTheOtherIsRight(String trackScore) {
        assertThat(reason(check.objectionTo(webhook(STANDARD, trackScore, BODY))),
                containsString("X-TrackScore-Signature"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1,", "tSkul4ckTbpdskShgsMeTFTANjJz4G8LRTkZhrD/aJM="})
    void refusesAWrongStandardSignatureAlthoughTheOtherIsRight(String standard) {
        assertThat(reason(check.objectionTo(webhook(standard, TRACK_SCORE, BODY))),
                containsString("webhook-signature"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, 300})
    void acceptsATimeJustNearEnough(long seconds) {
        assertThat(reason(check.objectionTo(aSignedRequest(BODY).at(NOW + seconds).received())), is("accepted"));
    }

    @ParameterizedTest
    @ValueSource(longs = {-301, 301})
    void refusesATimeTooFarAway(long seconds) {
        ReceivedWebhook far = aSignedRequest(BODY).at(NOW + seconds).received();

        assertThat(reason(check.objectionTo(far)), containsString("webhook-timestamp"));
    }

    @Test
    void eachSignatureMayBeMadeWithAnotherOfTheSecrets() {
        ReceivedWebhook old = aSignedRequest(BODY).with("whsec_BBECAwQFBgcICQoLDA0ODxAREhMUFRYX").received();
        ReceivedWebhook mixed = webhook(old.standardSignatures(), TRACK_SCORE, BODY);
        SignatureCheck both = new SignatureCheck(List.of("whsec_BBECAwQFBgcICQoLDA0ODxAREhMUFRYX", SECRET), Lines.CLOCK);

        assertThat(reason(both.objectionTo(mixed)), is("accepted"));
        assertThat(reason(check.objectionTo(mixed)), is("webhook-signature does not match"));
    }

    /** Then the key is the text itself. */
    @Test
    void aSecretMayBeAPlainText() {
        String text = "a secret of our own, öffentlich";
        String inBase64 = "whsec_" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        String standard = aSignedRequest(BODY).with(inBase64).received().standardSignatures();
        SignatureCheck own = new SignatureCheck(List.of(text), Lines.CLOCK);

        assertThat(reason(own.objectionTo(webhook(standard, "sha256=0", BODY))), is("X-TrackScore-Signature does not match"));
    }

    @Test
    void saysWhichHeaderIsMissing() {
        assertThat(reason(check.objectionTo(webhook("", TRACK_SCORE, BODY))), is("webhook-signature is missing"));
        assertThat(reason(check.objectionTo(webhook(STANDARD, "", BODY))), is("X-TrackScore-Signature is missing"));
        assertThat(reason(check.objectionTo(new ReceivedWebhook("x", "", STANDARD, TRACK_SCORE, new byte[0]))),
                is("webhook-timestamp is missing"));
    }

    @Test
    void refusesATimestampThatIsNone() {
        ReceivedWebhook none = new ReceivedWebhook(SignedRequest.ID, "now", STANDARD, TRACK_SCORE, new byte[0]);

        assertThat(reason(check.objectionTo(none)), containsString("webhook-timestamp"));
    }
}
