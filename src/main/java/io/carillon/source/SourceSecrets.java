package io.carillon.source;

import io.carillon.crypto.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Encrypts and decrypts the secrets of sources. A secret is write-only: it is shown masked, and the mask in a request stands for
 * what is stored.
 */
@ApplicationScoped
class SourceSecrets {

    static final String MASK = "***";

    private SecretCipher cipher;

    /** For the container's proxy. */
    protected SourceSecrets() {
    }

    @Inject
    SourceSecrets(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** What is stored for the secret {@code written}; {@code before} is what is stored so far, or null. */
    String stored(String written, String before, String id) {
        return MASK.equals(written) ? before : cipher.encrypt(written, id);
    }

    /**
     * How the requests of {@code source} are verified, with the secret.
     *
     * @throws IllegalStateException if no configured key decrypts it
     */
    SourceVerification of(Source source) {
        return source.verification().withSecret(cipher.decrypt(source.encryptedSecret(), source.id()));
    }
}
