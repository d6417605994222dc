package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SecretCipher;
import io.carillon.database.MigratedDatabase;
import io.carillon.database.Rows;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which secrets an owner may bring. */
class SigningSecretsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T07:00:00Z");

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

    @Test
    void withAnotherKeyASecretIsUnreadableUntilOneRotation() {
        SigningSecrets before = new SigningSecrets(Ciphers.withKeyOf(1));
        SigningSecrets after = new SigningSecrets(Ciphers.withKeyOf(2));
        Endpoint endpoint = new Endpoint("ep_1", "app_1", EndpointStatus.ACTIVE, before.encrypted("ep_1", null), NOW);
        assertThat(before.isReadable(endpoint), is(true));
        assertThat(after.isReadable(endpoint), is(false));
        assertThrows(UnreadableSecret.class, () -> after.newest(endpoint));
        assertThrows(UnreadableSecret.class, () -> after.signingAt(NOW, endpoint));

        endpoint.rotateSecret(after.encrypted("ep_1", "a new secret of 24 bytes"), NOW, NOW);
        endpoint.endOverlap();

        assertThat(after.signingAt(NOW, endpoint), is(List.of("a new secret of 24 bytes")));
    }

    @Test
    void aPreviousSecretThatIsUnreadableDoesNotSign() {
        SigningSecrets before = new SigningSecrets(Ciphers.withKeyOf(1));
        SigningSecrets after = new SigningSecrets(Ciphers.withKeyOf(2));
        Endpoint endpoint = new Endpoint("ep_1", "app_1", EndpointStatus.ACTIVE, before.encrypted("ep_1", null), NOW);
        endpoint.rotateSecret(after.encrypted("ep_1", "a new secret of 24 bytes"), NOW, NOW.plusSeconds(60));
        assertThat(after.signingAt(NOW, endpoint), is(List.of("a new secret of 24 bytes")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "none:", "none:AAAA", "%s:", "%s:AAAA", "%s:not base64"})
    void whatIsDamagedIsUnreadableToo(String stored) {
        SecretCipher cipher = Ciphers.withKeyOf(1);
        Endpoint endpoint = new Endpoint("ep_1", "app_1", EndpointStatus.ACTIVE, stored.formatted(cipher.keyId()), NOW);
        assertThat(new SigningSecrets(cipher).isReadable(endpoint), is(false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "postgresql"})
    void aKeyIsWrongWhenItReadsNoneOfTheSecrets(String vendor) throws Exception {
        SecretCipher cipher = Ciphers.withKeyOf(1);
        try (MigratedDatabase database = MigratedDatabase.of(vendor)) {
            assertThat("nothing to read", SecretsHealth.isWrong(database, cipher), is(false));
            Rows.application(database);
            Rows.endpoints(database, "ep_1", "ep_2");
            for (String id : List.of("ep_1", "ep_2")) {
                database.execute("UPDATE endpoint SET secret = '%s' WHERE id = '%s'"
                        .formatted(Ciphers.withKeyOf(2).encrypt("x", id), id));
            }
            assertThat(SecretsHealth.isWrong(database, cipher), is(true));
            database.execute("UPDATE endpoint SET secret = '%s' WHERE id = 'ep_1'".formatted(cipher.encrypt("x", "ep_1")));
            assertThat("one is enough", SecretsHealth.isWrong(database, cipher), is(false));
            database.execute("UPDATE endpoint SET status = 'deleted' WHERE id = 'ep_1'");
            assertThat(SecretsHealth.isWrong(database, cipher), is(true));
            database.execute("UPDATE endpoint SET status = 'deleted'");
            assertThat(SecretsHealth.isWrong(database, cipher), is(false));
        }
    }

    private static String encoded(int bytes) {
        return "whsec_" + Base64.getEncoder().encodeToString(new byte[bytes]);
    }
}
