package io.carillon.endpoint;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.carillon.crypto.Ciphers;
import io.carillon.crypto.SigningKey;
import io.carillon.crypto.VerificationKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys of an endpoint, from the first choice of a scheme through rotations and lost keys of the secrets. */
class SigningKeysTest {

    private static final Instant NOW = Instant.parse("2026-11-26T07:00:00Z");
    private static final Instant UNTIL = NOW.plusSeconds(60);

    private final SigningKeys keys = new SigningKeys(Ciphers.withKeyOf(1));
    private final SigningSecrets secrets = new SigningSecrets(Ciphers.withKeyOf(1));
    private final EndpointCredentials credentials = new EndpointCredentials(secrets, keys);

    @Test
    void aKeyIsCreatedOnceAndOnlyIfASchemeNeedsIt() {
        Endpoint endpoint = endpoint();
        keys.createIfNeeded(endpoint, NOW);
        assertThat(endpoint.keyPairs().isEmpty(), is(true));
        choose(endpoint, SignatureScheme.V1A);
        keys.createIfNeeded(endpoint, NOW);
        String first = endpoint.keyPairs().publicKey();
        choose(endpoint, SignatureScheme.HTTP_MESSAGE);
        keys.createIfNeeded(endpoint, NOW);
        assertThat(endpoint.keyPairs().publicKey(), is(first));
        assertThat(publicHalves(keys.signingAt(NOW, endpoint)), is(List.of(first)));
    }

    @Test
    void thePreviousKeySignsAndIsShownUntilTheOverlapEnds() {
        Endpoint endpoint = signed();
        String old = endpoint.keyPairs().publicKey();
        keys.rotate(endpoint, NOW, UNTIL);
        List<String> both = List.of(endpoint.keyPairs().publicKey(), old);
        assertThat(both.get(0), is(not(old)));
        Instant last = UNTIL.minusMillis(1);
        assertThat(publicHalves(keys.signingAt(last, endpoint)), is(both));
        assertThat(endpoint.keyPairs().verificationKeysAt(last).stream().map(VerificationKey::text).toList(), is(both));
        assertThat(publicHalves(keys.signingAt(UNTIL, endpoint)), is(both.subList(0, 1)));
        assertThat(endpoint.keyPairs().verificationKeysAt(UNTIL), hasSize(1));
    }

    @Test
    void aSecondRotationEndsTheOldestKey() {
        Endpoint endpoint = signed();
        keys.rotate(endpoint, NOW, UNTIL);
        String second = endpoint.keyPairs().publicKey();
        keys.rotate(endpoint, NOW, UNTIL);
        assertThat(publicHalves(keys.signingAt(NOW, endpoint)), is(List.of(endpoint.keyPairs().publicKey(), second)));
    }

    @Test
    void endingTheOverlapLeavesTheNewestKey() {
        Endpoint endpoint = signed();
        keys.rotate(endpoint, NOW, UNTIL);
        String newest = endpoint.keyPairs().publicKey();
        endpoint.keep(endpoint.keyPairs().withoutPrevious());
        assertThat(publicHalves(keys.signingAt(NOW, endpoint)), is(List.of(newest)));
        assertThat(endpoint.keyPairs().createdAt(), is(NOW));
        assertThat(endpoint.keyPairs().overlapEndAt(NOW).isEmpty(), is(true));
    }

    @Test
    void withAnotherKeyOfTheSecretsOneRotationMendsIt() {
        Endpoint endpoint = signed();
        SigningKeys after = new SigningKeys(Ciphers.withKeyOf(2));
        assertThrows(UnreadableSecret.class, () -> after.signingAt(NOW, endpoint));
        after.rotate(endpoint, NOW, UNTIL);
        assertThat(after.signingAt(NOW, endpoint), hasSize(1));
        assertThat(endpoint.keyPairs().verificationKeysAt(NOW), hasSize(1));
    }

    @Test
    void aKeyCannotBeCopiedToAnotherEndpointOrOverASecret() {
        Endpoint endpoint = signed();
        Endpoint other = new Endpoint("ep_2", "app_1", EndpointStatus.ACTIVE, endpoint.keyPairs().key(), NOW);
        other.keep(endpoint.keyPairs());
        assertThrows(UnreadableSecret.class, () -> keys.signingAt(NOW, other));
        Endpoint copied = new Endpoint("ep_1", "app_1", EndpointStatus.ACTIVE, endpoint.keyPairs().key(), NOW);
        assertThat(secrets.isReadable(copied), is(false));
    }

    @Test
    void eachSchemeTakesWhatItNeeds() {
        Endpoint endpoint = signed();
        choose(endpoint, SignatureScheme.V1, SignatureScheme.V1A);
        Credentials both = credentials.at(NOW, endpoint);
        assertThat(both.secrets(), hasSize(1));
        assertThat(both.keysFor(SignatureScheme.V1A), hasSize(1));
        assertThat(both.keysFor(SignatureScheme.HTTP_MESSAGE), hasSize(0));
        choose(endpoint, SignatureScheme.HTTP_MESSAGE);
        assertThat(credentials.at(NOW, endpoint).secrets(), hasSize(0));
        choose(endpoint, SignatureScheme.V1);
        assertThat(credentials.at(NOW, endpoint).keys(), hasSize(0));
    }

    @Test
    void whatSignedBeforeTheNewestKeyIsNotKnown() {
        Endpoint endpoint = signed();
        choose(endpoint, SignatureScheme.V1, SignatureScheme.V1A);
        keys.rotate(endpoint, NOW.plusSeconds(1), UNTIL);
        Credentials then = credentials.ofAttempt(NOW, endpoint);
        assertThat(then.keys(), hasSize(0));
        assertThat("the secret is older", then.secrets(), hasSize(1));
        assertThat(credentials.ofAttempt(NOW.plusSeconds(1), endpoint).keys(), hasSize(2));
    }

    @Test
    void aForgerNamesTheTrueKeyAndHasAnother() {
        Endpoint endpoint = signed();
        SigningKey genuine = keys.signingAt(NOW, endpoint).get(0);
        SigningKey forged = credentials.forged(endpoint).keys().get(0);
        assertThat(forged.verificationKey(), is(genuine.verificationKey()));
        assertThat(Arrays.equals(forged.sign(new byte[1]), genuine.sign(new byte[1])), is(false));
    }

    private Endpoint signed() {
        Endpoint endpoint = endpoint();
        choose(endpoint, SignatureScheme.V1A);
        keys.createIfNeeded(endpoint, NOW);
        return endpoint;
    }

    private Endpoint endpoint() {
        return new Endpoint("ep_1", "app_1", EndpointStatus.ACTIVE, secrets.encrypted("ep_1", null), NOW);
    }

    private static void choose(Endpoint endpoint, SignatureScheme... schemes) {
        endpoint.describe(new EndpointRequest(null, "https://example.org/", null, null, null, null, null, null, null, null, null,
                null, null, null, null, Map.of(), null, null, null, null, List.of(schemes), null, null, null, null), "{}",
                StoredAccess.NONE, NOW);
    }

    private static List<String> publicHalves(List<SigningKey> keys) {
        return keys.stream().map(key -> key.verificationKey().text()).toList();
    }
}
