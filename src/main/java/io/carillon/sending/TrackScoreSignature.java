package io.carillon.sending;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The signature of the TrackScore document, made with the first secret only: {@code sha256=} and the hex HMAC-SHA256 of the
 * body. The key is the text of the secret, including {@code whsec_}.
 */
final class TrackScoreSignature implements Authentication {

    @Override
    public Map<String, String> headers(String id, Instant now, byte[] body, List<String> secrets) {
        byte[] key = secrets.get(0).getBytes(StandardCharsets.UTF_8);
        return Map.of("X-TrackScore-Signature", "sha256=" + HexFormat.of().formatHex(Authentication.hmac(key, body)));
    }
}
