package io.carillon.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Base64;

/**
 * An Ed25519 key pair (RFC 8032), which signs so that its public half verifies. The same content always has the same signature.
 */
public final class SigningKey {

    private static final String ALGORITHM = "Ed25519";
    private static final String PREFIX = "whsk_";
    private static final int HALF = 32;

    private final byte[] seed;
    private final VerificationKey verificationKey;

    private SigningKey(byte[] seed, VerificationKey verificationKey) {
        this.seed = seed;
        this.verificationKey = verificationKey;
    }

    /** A new random key. */
    public static SigningKey random() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
            byte[] encoded = pair.getPublic().getEncoded();
            return new SigningKey(((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow(),
                    VerificationKey.of(Arrays.copyOfRange(encoded, encoded.length - HALF, encoded.length)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    /** Reads what {@link #text} returned. */
    public static SigningKey of(String text) {
        byte[] both = Base64.getDecoder().decode(text.substring(PREFIX.length()));
        return new SigningKey(Arrays.copyOf(both, HALF), VerificationKey.of(Arrays.copyOfRange(both, HALF, both.length)));
    }

    /** As Standard Webhooks write it: {@code whsk_} and the base64 of the seed and the public key. */
    public String text() {
        byte[] both = Arrays.copyOf(seed, 2 * HALF);
        System.arraycopy(verificationKey.bytes(), 0, both, HALF, HALF);
        return PREFIX + Base64.getEncoder().encodeToString(both);
    }

    /** The public half. */
    public VerificationKey verificationKey() {
        return verificationKey;
    }

    /** A new random key that claims to be {@code claimed}, which does not verify what it signs. */
    public static SigningKey impostorOf(VerificationKey claimed) {
        return new SigningKey(random().seed, claimed);
    }

    /** The signature of the concatenated {@code parts}. */
    public byte[] sign(byte[]... parts) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(privateKey());
            for (byte[] part : parts) {
                signature.update(part);
            }
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("cannot sign", e);
        }
    }

    private PrivateKey privateKey() throws GeneralSecurityException {
        return KeyFactory.getInstance(ALGORITHM).generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    }
}
