package io.carillon.sending;

import io.carillon.crypto.Digests;
import io.carillon.endpoint.Credentials;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;

/**
 * The signature of the TrackScore document, made with the first secret only: {@code sha256=} and the hex HMAC-SHA256 of the
 * body. The key is the text of the secret, including {@code whsec_}.
 */
final class TrackScoreSignature implements Authentication {

    @Override
    public Map<String, String> headers(Unsigned unsigned, Credentials credentials) {
        if (credentials.secrets().isEmpty()) {
            return Map.of();
        }
        byte[] key = credentials.secrets().get(0).getBytes(StandardCharsets.UTF_8);
        return Map.of("X-TrackScore-Signature",
                "sha256=" + HexFormat.of().formatHex(Digests.hmacSha256(key, unsigned.request().bytes())));
    }
}
