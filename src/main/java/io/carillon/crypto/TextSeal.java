package io.carillon.crypto;

import io.carillon.platform.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals short texts for one purpose, with AES-256-GCM: others can neither read nor make nor change a sealed text, nor use one
 * that was sealed for another purpose. What was sealed with a previous key still opens. {@link SecretCipher#textSeal} makes one.
 * Immutable.
 */
public final class TextSeal {

    private final String label;
    private final Map<String, SecretKeySpec> keys;
    private final String keyId;

    TextSeal(String label, Map<String, SecretKeySpec> keys, String keyId) {
        this.label = label;
        this.keys = Map.copyOf(keys);
        this.keyId = keyId;
    }

    /** Seals {@code plain}; the result has letters, digits, {@code -}, {@code _} and a full stop. */
    public String seal(String plain) {
        byte[] nonce = Ids.randomBytes(SecretCipher.NONCE_BYTES);
        byte[] sealed = SecretCipher.run(Cipher.ENCRYPT_MODE, keys.get(keyId), nonce, label,
                plain.getBytes(StandardCharsets.UTF_8));
        byte[] both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        return keyId + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(both);
    }

    /** What was sealed; empty if {@code sealed} is not what {@link #seal} returned for this purpose. */
    public Optional<String> open(String sealed) {
        int stop = Math.max(sealed.indexOf('.'), 0);
        SecretKeySpec key = keys.get(sealed.substring(0, stop));
        if (key == null) {
            return Optional.empty();
        }
        try {
            byte[] both = Base64.getUrlDecoder().decode(sealed.substring(stop + 1));
            byte[] nonce = Arrays.copyOf(both, SecretCipher.NONCE_BYTES);
            byte[] rest = Arrays.copyOfRange(both, Math.min(both.length, nonce.length), both.length);
            byte[] plain = SecretCipher.run(Cipher.DECRYPT_MODE, key, nonce, label, rest);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | IllegalStateException forged) {
            return Optional.empty();
        }
    }
}
