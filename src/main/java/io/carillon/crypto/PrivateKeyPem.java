package io.carillon.crypto;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Reads the private key of a certificate in PEM: PKCS #8, or the older forms of OpenSSL for RSA (PKCS #1) and elliptic curves
 * (SEC 1). The older ones do not say of which kind the key is; the certificate does.
 */
public final class PrivateKeyPem {

    private static final String PKCS_8 = "PRIVATE KEY";
    private static final Map<String, String> OLDER = Map.of("RSA PRIVATE KEY", "RSA", "EC PRIVATE KEY", "EC");
    /** Names a curve; the key that follows it names the same one. */
    private static final String PARAMETERS = "EC PARAMETERS";
    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");
    private static final byte[] PROBE = {1};
    private static final String OF_ANOTHER = "does not match the certificate";
    private static final String UNKNOWN = "must be a private key in PEM: PKCS #8 (BEGIN PRIVATE KEY), or that of RSA or EC in the"
            + " form of OpenSSL";
    private static final int SEQUENCE = 0x30;
    private static final int OCTETS = 0x04;
    private static final byte[] VERSION_0 = {2, 1, 0};

    private PrivateKeyPem() {
    }

    /** The private half of {@code publicKey}. */
    public static PrivateKey read(String pem, PublicKey publicKey) throws UnreadablePem {
        List<PemBlock> blocks = PemBlock.of(pem).stream().filter(block -> !block.label().equals(PARAMETERS)).toList();
        if (blocks.size() != 1) {
            throw new UnreadablePem(blocks.isEmpty() ? UNKNOWN : "must have one private key and nothing else");
        }
        PemBlock block = blocks.get(0);
        if (block.label().equals("ENCRYPTED " + PKCS_8) || block.text().contains("ENCRYPTED")) {
            throw new UnreadablePem("is encrypted with a password; decrypt it first, for example with openssl pkey");
        }
        if (!SIGNATURES.containsKey(publicKey.getAlgorithm())) {
            throw new UnreadablePem("must be of a certificate for RSA, an elliptic curve or Ed25519");
        }
        PrivateKey key = of(pkcs8(block, publicKey), publicKey);
        if (!isPair(key, publicKey)) {
            throw new UnreadablePem(OF_ANOTHER);
        }
        return key;
    }

    /** Reads the PKCS #8 of a key that {@link #read} has returned. */
    public static PrivateKey of(byte[] pkcs8, PublicKey publicKey) throws UnreadablePem {
        try {
            return parsed(pkcs8, publicKey.getAlgorithm());
        } catch (GeneralSecurityException e) {
            throw new UnreadablePem(SIGNATURES.keySet().stream().anyMatch(kind -> isKey(pkcs8, kind)) ? OF_ANOTHER : UNKNOWN);
        }
    }

    private static boolean isKey(byte[] pkcs8, String kind) {
        try {
            return parsed(pkcs8, kind) != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static PrivateKey parsed(byte[] pkcs8, String kind) throws GeneralSecurityException {
        try {
            return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException(e);
        }
    }

    private static byte[] pkcs8(PemBlock block, PublicKey publicKey) throws UnreadablePem {
        if (block.label().equals(PKCS_8)) {
            return block.bytes();
        }
        String kind = OLDER.get(block.label());
        if (kind == null) {
            throw new UnreadablePem(UNKNOWN);
        }
        if (!kind.equals(publicKey.getAlgorithm())) {
            throw new UnreadablePem(OF_ANOTHER);
        }
        return der(SEQUENCE, VERSION_0, kindOf(publicKey), der(OCTETS, block.bytes()));
    }

    /** The kind of a public key in DER, curve included. Its encoding is a sequence: the kind, in less than 128 bytes; the key. */
    private static byte[] kindOf(PublicKey publicKey) {
        byte[] encoded = publicKey.getEncoded();
        int start = encoded[1] >= 0 ? 2 : 2 + (encoded[1] & 0x7f);
        return Arrays.copyOfRange(encoded, start, start + 2 + encoded[start + 1]);
    }

    private static byte[] der(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] digits = BigInteger.valueOf(length).toByteArray(); // as long as needed, after a zero where the first bit is set
        byte[] head = length < 0x80 ? new byte[] {(byte) tag, (byte) length}
                : longHead(tag, digits[0] == 0 ? Arrays.copyOfRange(digits, 1, digits.length) : digits);
        ByteBuffer out = ByteBuffer.allocate(head.length + length).put(head);
        Arrays.stream(parts).forEach(out::put);
        return out.array();
    }

    private static byte[] longHead(int tag, byte[] length) {
        return ByteBuffer.allocate(2 + length.length).put((byte) tag).put((byte) (0x80 | length.length)).put(length).array();
    }

    /** Whether {@code publicKey} verifies what {@code key} signs. */
    public static boolean isPair(PrivateKey key, PublicKey publicKey) {
        try {
            Signature signature = Signature.getInstance(SIGNATURES.get(publicKey.getAlgorithm()));
            signature.initSign(key);
            signature.update(PROBE);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
