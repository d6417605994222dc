package io.carillon.sending;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The signature of Standard Webhooks, with every secret in force: {@code v1,} and the base64 of HMAC-SHA256 over id, timestamp
 * and body, joined by full stops. The key is the decoded base64 part of a secret with {@code whsec_}, otherwise its text.
 */
final class StandardSignature implements Authentication {

    private static final String PREFIX = "whsec_";

    @Override
    public Map<String, String> headers(String id, Instant now, byte[] body, List<String> secrets) {
        String timestamp = String.valueOf(now.getEpochSecond());
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", timestamp);
        headers.put("webhook-signature", secrets.stream()
                .map(secret -> signature(secret, id, timestamp, body)).collect(Collectors.joining(" ")));
        return headers;
    }

    private static String signature(String secret, String id, String timestamp, byte[] body) {
        byte[] key = secret.startsWith(PREFIX) ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
        byte[] head = (id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(Authentication.hmac(key, head, body));
    }
}
