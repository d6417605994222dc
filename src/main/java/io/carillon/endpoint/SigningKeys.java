package io.carillon.endpoint;

import io.carillon.crypto.SecretCipher;
import io.carillon.crypto.SigningKey;
import io.carillon.crypto.VerificationKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates and decrypts endpoints' signing keys. An endpoint gets one when it first chooses a scheme that needs it, and keeps it.
 * The private half never leaves Carillon: no owner can bring or see it.
 */
@ApplicationScoped
public class SigningKeys {

    private SecretCipher cipher;

    /** For the container's proxy. */
    protected SigningKeys() {
    }

    @Inject
    SigningKeys(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** Gives {@code endpoint} a key if its schemes need one and it has none. */
    void createIfNeeded(Endpoint endpoint, Instant now) {
        if (endpoint.keyPairs().isEmpty() && endpoint.form().signatures().stream().anyMatch(SignatureScheme::needsKey)) {
            endpoint.keep(random(endpoint, now));
        }
    }

    /** Gives {@code endpoint} a new key; the present one, if it can be decrypted, signs too until {@code previousUntil}. */
    void rotate(Endpoint endpoint, Instant now, Instant previousUntil) {
        KeyPairs newer = random(endpoint, now);
        boolean isReadable = decrypted(endpoint.keyPairs().key(), endpoint).isPresent();
        endpoint.keep(isReadable ? endpoint.keyPairs().rotatedTo(newer, previousUntil) : newer);
    }

    private KeyPairs random(Endpoint endpoint, Instant now) {
        SigningKey key = SigningKey.random();
        return new KeyPairs(cipher.encrypt(key.text(), row(endpoint.id())), key.verificationKey(), now);
    }

    /**
     * The keys that sign at {@code now}, the newest first: two during the overlap after a rotation. A previous key that cannot be
     * decrypted does not sign.
     *
     * @throws UnreadableSecret if the newest cannot be decrypted
     */
    List<SigningKey> signingAt(Instant now, Endpoint endpoint) {
        KeyPairs pairs = endpoint.keyPairs();
        List<SigningKey> keys = new ArrayList<>();
        keys.add(decrypted(pairs.key(), endpoint).orElseThrow(() -> UnreadableSecret.ofKey(endpoint.id())));
        pairs.overlapEndAt(now).flatMap(end -> decrypted(pairs.previousKey(), endpoint)).ifPresent(keys::add);
        return keys;
    }

    /** The keys that signed at {@code then}; empty if the newest is younger, as for {@link SigningSecrets#signedAt}. */
    List<SigningKey> signedAt(Instant then, Endpoint endpoint) {
        return then.isBefore(endpoint.keyPairs().createdAt()) ? List.of() : signingAt(then, endpoint);
    }

    /** A key that claims to be the newest one of {@code endpoint}. */
    SigningKey impostor(Endpoint endpoint) {
        return SigningKey.impostorOf(new VerificationKey(endpoint.keyPairs().publicKey()));
    }

    private Optional<SigningKey> decrypted(String encrypted, Endpoint endpoint) {
        try {
            return Optional.of(SigningKey.of(cipher.decrypt(encrypted, row(endpoint.id()))));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /** Encrypts a key again, with the newest key of {@code cipher}; null stays null. */
    static String renewed(SecretCipher cipher, String encrypted, String endpointId) {
        return encrypted == null ? null : cipher.encrypt(cipher.decrypt(encrypted, row(endpointId)), row(endpointId));
    }

    /** Not the row of the signing secrets, so that one cannot be copied over the other. */
    private static String row(String endpointId) {
        return endpointId + " key";
    }
}
