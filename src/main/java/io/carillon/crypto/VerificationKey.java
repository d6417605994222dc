package io.carillon.crypto;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The public half of a {@link SigningKey}, with which receivers verify.
 *
 * @param text as Standard Webhooks write it: {@code whpk_} and the base64 of the 32 bytes of RFC 8032
 */
public record VerificationKey(String text) {

    private static final String PREFIX = "whpk_";
    private static final Base64.Encoder URL_SAFE = Base64.getUrlEncoder().withoutPadding();

    static VerificationKey of(byte[] bytes) {
        return new VerificationKey(PREFIX + Base64.getEncoder().encodeToString(bytes));
    }

    /** The bytes in base64url, as a JSON Web Key has them. */
    public String coordinate() {
        return URL_SAFE.encodeToString(bytes());
    }

    byte[] bytes() {
        return Base64.getDecoder().decode(text.substring(PREFIX.length()));
    }

    /** The name of the key: its thumbprint (RFC 7638). */
    public String id() {
        String canonical = "{\"crv\":\"Ed25519\",\"kty\":\"OKP\",\"x\":\"" + coordinate() + "\"}";
        return URL_SAFE.encodeToString(Digests.sha256Bytes(canonical.getBytes(StandardCharsets.US_ASCII)));
    }
}
