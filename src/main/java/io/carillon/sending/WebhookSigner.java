package io.carillon.sending;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs a body twice: as Standard Webhooks say, with every secret that counts at the moment, and as the TrackScore
 * document says, with the first of them.
 */
final class WebhookSigner {

    private static final String PREFIX = "whsec_";

    private WebhookSigner() {
    }

    /** The headers that name and sign {@code body}, sent at {@code now}; only the first secret signs the single header. */
    static Map<String, String> headers(String id, Instant now, byte[] body, List<String> secrets) {
        String timestamp = String.valueOf(now.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put("webhook-signature", secrets.stream()
                .map(secret -> standard(secret, id, timestamp, body)).collect(Collectors.joining(" ")));
        headers.put("X-TrackScore-Signature", trackScore(secrets.get(0), body));
        return headers;
    }

    /** Standard Webhooks: {@code v1,} and base64 of HMAC-SHA256 over id, timestamp and body, joined by full stops. */
    private static String standard(String secret, String id, String timestamp, byte[] body) {
        byte[] key = Base64.getDecoder().decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(hmac(key, head, body));
    }

    /** TrackScore: {@code sha256=} and hex of HMAC-SHA256 over the body, the key being the secret's own characters. */
    private static String trackScore(String secret, byte[] body) {
        return "sha256=" + HexFormat.of().formatHex(hmac(secret.getBytes(StandardCharsets.UTF_8), body));
    }

    private static byte[] hmac(byte[] key, byte[]... parts) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }
}
