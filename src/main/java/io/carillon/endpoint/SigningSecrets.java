package io.carillon.endpoint;

import io.carillon.crypto.SecretCipher;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Creates and decrypts endpoints' signing secrets: {@code whsec_} and base64 of 32 random bytes, as in Standard Webhooks, or what
 * the owner brings from another system.
 */
@ApplicationScoped
public class SigningSecrets {

    private static final String PREFIX = "whsec_";

    private SecretCipher cipher;

    /** For the container's proxy. */
    protected SigningSecrets() {
    }

    @Inject
    SigningSecrets(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** Why a secret that its owner brings cannot be used, without showing it; empty for one that can be used, and for null. */
    public static Optional<String> objectionTo(String secret) {
        if (secret == null) {
            return Optional.empty();
        }
        if (secret.startsWith(PREFIX)) {
            return decodedLength(secret.substring(PREFIX.length())).filter(SigningSecrets::isLongEnough).isPresent()
                    ? Optional.empty() : Optional.of("must have the base64 form of 24 to 64 bytes after whsec_");
        }
        boolean hasControls = secret.chars().anyMatch(Character::isISOControl);
        return !hasControls && isLongEnough(secret.getBytes(StandardCharsets.UTF_8).length) ? Optional.empty()
                : Optional.of("must be whsec_ and the base64 form of 24 to 64 bytes, or a text of 24 to 64 bytes without"
                        + " control characters");
    }

    /** Empty for text that is not base64 with its padding, or that no encoder writes: libraries disagree about it. */
    private static Optional<Integer> decodedLength(String base64) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            return Base64.getEncoder().encodeToString(key).equals(base64) ? Optional.of(key.length) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static boolean isLongEnough(int bytes) {
        return bytes >= 24 && bytes <= 64;
    }

    /** {@code own}, or a new random secret if it is null; encrypted for the endpoint. */
    String encrypted(String endpointId, String own) {
        return cipher.encrypt(own != null ? own : random(), endpointId);
    }

    static String random() {
        return PREFIX + Base64.getEncoder().encodeToString(Ids.randomBytes(32));
    }

    /**
     * The newest secret.
     *
     * @throws UnreadableSecret if it cannot be decrypted
     */
    String newest(Endpoint endpoint) {
        return decrypted(endpoint.secret(), endpoint).orElseThrow(() -> UnreadableSecret.ofSigning(endpoint.id()));
    }

    /** Whether the newest secret can be decrypted. */
    boolean isReadable(Endpoint endpoint) {
        return decrypted(endpoint.secret(), endpoint).isPresent();
    }

    private Optional<String> decrypted(String encrypted, Endpoint endpoint) {
        try {
            return Optional.of(cipher.decrypt(encrypted, endpoint.id()));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    /**
     * The secrets that signed at {@code then}, without one whose overlap was ended; empty if the newest is younger, because
     * which one signed before is not known.
     *
     * @throws UnreadableSecret if the newest cannot be decrypted
     */
    List<String> signedAt(Instant then, Endpoint endpoint) {
        return then.isBefore(endpoint.secretCreatedAt()) ? List.of() : signingAt(then, endpoint);
    }

    /**
     * Returns the secrets that sign at {@code now}: two during the overlap after a rotation. Only the first one signs the
     * header that has room for one signature: the newest, unless the endpoint postpones the switch to the end of the overlap. A
     * previous secret that cannot be decrypted does not sign.
     *
     * @throws UnreadableSecret if the newest cannot be decrypted
     */
    List<String> signingAt(Instant now, Endpoint endpoint) {
        String newest = newest(endpoint);
        Optional<String> previous = endpoint.overlapEndAt(now).flatMap(end -> decrypted(endpoint.previousSecret(), endpoint));
        return previous.map(old -> endpoint.signatureSwitch() == SignatureSwitch.AT_ONCE
                ? List.of(newest, old) : List.of(old, newest)).orElse(List.of(newest));
    }
}
