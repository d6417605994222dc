package io.carillon.crypto;

import static io.carillon.settings.Setting.HOME;
import static io.carillon.settings.Setting.SECRETS_KEY;
import static io.carillon.settings.Setting.SECRETS_KEYS_PREVIOUS;

import io.carillon.platform.HomeFile;
import io.carillon.platform.Ids;
import io.carillon.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts secrets of endpoints at rest with AES-256-GCM, and seals messages that Carillon itself wrote. Each ciphertext carries
 * the id of its key and is bound to the row it belongs to, so that it cannot be copied to another row. The key is
 * {@code CARILLON_SECRETS_KEY}; with the embedded database Carillon creates one in the home folder if none is set. So that
 * operators can replace the key, Carillon still decrypts with {@code CARILLON_SECRETS_KEYS_PREVIOUS}, but encrypts only with
 * the current one.
 */
@ApplicationScoped
public class SecretCipher {

    private static final int KEY_BYTES = 32;
    static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final String MAC = "HmacSHA256";
    private static final byte[] SEALING = "carillon message seal".getBytes(StandardCharsets.US_ASCII);

    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    /** Derived from {@link #keys}, under the same ids: a key that encrypts must not also seal. */
    private final Map<String, SecretKeySpec> sealingKeys = new HashMap<>();
    private String keyId;

    /** For the container's proxy. */
    protected SecretCipher() {
    }

    @Inject
    SecretCipher(Settings settings) {
        settings.list(SECRETS_KEYS_PREVIOUS).forEach(this::add);
        keyId = add(settings.text(SECRETS_KEY).orElseGet(() -> keyIn(settings.path(HOME).resolve("secrets.key"))));
    }

    private String add(String text) {
        byte[] bytes = decode(text);
        String id = Digests.sha256(bytes).substring(0, 8);
        keys.put(id, new SecretKeySpec(bytes, "AES"));
        sealingKeys.put(id, new SecretKeySpec(mac(new SecretKeySpec(bytes, MAC), SEALING), MAC));
        return id;
    }

    /** Empty if {@code text} is not base64; an exception would show the text. */
    private static byte[] decode(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** The key that Carillon created at its first start; for a shared database the settings require a configured key. */
    private static String keyIn(Path file) {
        String key = HomeFile.readOrCreate(file, () -> Base64.getEncoder().encodeToString(Ids.randomBytes(KEY_BYTES)));
        if (decode(key).length != KEY_BYTES) {
            throw new IllegalStateException(file + " must hold the base64 form of 32 bytes");
        }
        return key;
    }

    /** The id of the current key; every ciphertext made with it begins with this id and a colon. */
    public String keyId() {
        return keyId;
    }

    /** The ids of all keys that can decrypt. */
    public Set<String> keyIds() {
        return Set.copyOf(keys.keySet());
    }

    /** Encrypts {@code plain} for the row named {@code row}; the result is ASCII text. */
    public String encrypt(String plain, String row) {
        byte[] nonce = Ids.randomBytes(NONCE_BYTES);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, keys.get(keyId), nonce, row, plain.getBytes(StandardCharsets.UTF_8));
        byte[] both = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
        return keyId + ":" + Base64.getEncoder().encodeToString(both);
    }

    /**
     * Decrypts what {@link #encrypt} returned for the same row.
     *
     * @throws IllegalStateException if the key is not configured, the row is another one, or the text was changed
     */
    public String decrypt(String encrypted, String row) {
        int colon = encrypted.indexOf(':');
        SecretKeySpec key = keys.get(encrypted.substring(0, Math.max(colon, 0)));
        if (key == null) {
            throw new IllegalStateException("a secret of " + row + " was encrypted with another key");
        }
        byte[] both = decode(encrypted.substring(colon + 1));
        if (both.length <= NONCE_BYTES) {
            throw new IllegalStateException("a signing secret of " + row + " is damaged");
        }
        byte[] nonce = Arrays.copyOf(both, NONCE_BYTES);
        byte[] sealed = Arrays.copyOfRange(both, NONCE_BYTES, both.length);
        return new String(run(Cipher.DECRYPT_MODE, key, nonce, row, sealed), StandardCharsets.UTF_8);
    }

    /** Returns a seal for {@code content}, as ASCII text; only an installation with the key can create it. */
    public String seal(byte[] content) {
        return keyId + ":" + Base64.getEncoder().encodeToString(mac(sealingKeys.get(keyId), content));
    }

    /** Whether {@link #seal} created {@code seal} for {@code content}, with the current key or a previous one. */
    public boolean isSealOf(String seal, byte[] content) {
        int colon = Math.max(seal.indexOf(':'), 0);
        SecretKeySpec key = sealingKeys.get(seal.substring(0, colon));
        return key != null && MessageDigest.isEqual(mac(key, content), decode(seal.substring(colon + 1)));
    }

    /**
     * Seals texts for the purpose {@code label}. Its keys are derived from those of the secrets: what opens a secret must not
     * open anything else.
     */
    public TextSeal textSeal(String label) {
        Map<String, SecretKeySpec> derived = new HashMap<>();
        keys.forEach((id, key) -> derived.put(id, new SecretKeySpec(
                mac(new SecretKeySpec(key.getEncoded(), MAC), label.getBytes(StandardCharsets.US_ASCII)), "AES")));
        return new TextSeal(label, derived, keyId);
    }

    private static byte[] mac(SecretKeySpec key, byte[] content) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            return mac.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot seal", e);
        }
    }

    static byte[] run(int mode, SecretKeySpec key, byte[] nonce, String row, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(row.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException | ProviderException e) {
            throw new IllegalStateException("cannot encrypt or decrypt a secret of " + row, e);
        }
    }
}
