package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which secrets an owner may bring. */
class SigningSecretsTest {

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 63, 64})
    void bothFormsMayHave24To64Bytes(int bytes) {
        assertThat(SigningSecrets.objectionTo("x".repeat(bytes)), is(Optional.empty()));
        assertThat(SigningSecrets.objectionTo(encoded(bytes)), is(Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 23, 65, 1000})
    void otherLengthsAreRefused(int bytes) {
        assertThat(SigningSecrets.objectionTo("x".repeat(bytes)).isPresent(), is(true));
        assertThat(SigningSecrets.objectionTo(encoded(bytes)).isPresent(), is(true));
    }

    @Test
    void theLengthIsThatInUtf8() {
        assertThat(SigningSecrets.objectionTo("ü".repeat(12)), is(Optional.empty()));
        assertThat(SigningSecrets.objectionTo("ü".repeat(33)).isPresent(), is(true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKY", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa-_",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKY==x",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKZ==", "a secret with a line break\nin it",
        "a secret with a tab\tin the middle"})
    void whatLibrariesReadDifferentlyIsRefusedAndNotShown(String secret) {
        String objection = SigningSecrets.objectionTo(secret).orElseThrow();
        assertThat(objection, not(containsString(secret.substring(6))));
    }

    @Test
    void withoutASecretThereIsNothingToSay() {
        assertThat(SigningSecrets.objectionTo(null), is(Optional.empty()));
    }

    private static String encoded(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
