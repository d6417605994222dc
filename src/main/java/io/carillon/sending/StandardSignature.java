package io.carillon.sending;

import io.carillon.crypto.Digests;
import io.carillon.crypto.SigningKey;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.HeaderNames;
import io.carillon.endpoint.SignatureScheme;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signatures of Standard Webhooks, with every secret and every key in force, over id, timestamp and body, joined by full
 * stops: {@code v1,} and the base64 of HMAC-SHA256, {@code v1a,} and that of Ed25519. The key of {@code v1} is the decoded
 * base64 part of a secret with {@code whsec_}, otherwise its text.
 */
final class StandardSignature implements Authentication {

    private static final String PREFIX = "whsec_";

    @Override
    public Map<String, String> headers(Unsigned unsigned, Credentials credentials) {
        byte[] head = (unsigned.id() + "." + unsigned.timestamp() + ".").getBytes(StandardCharsets.UTF_8);
        byte[] body = unsigned.request().bytes();
        List<String> signatures = new ArrayList<>();
        for (String secret : credentials.secrets()) {
            signatures.add("v1," + base64(Digests.hmacSha256(keyOf(secret), head, body)));
        }
        for (SigningKey key : credentials.keysFor(SignatureScheme.V1A)) {
            signatures.add("v1a," + base64(key.sign(head, body)));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        HeaderNames names = unsigned.request().form().names();
        headers.put(names.id(), unsigned.id());
        headers.put(names.timestamp(), unsigned.timestamp());
        if (!signatures.isEmpty()) {
            headers.put(names.signature(), String.join(" ", signatures));
        }
        return headers;
    }

    private static byte[] keyOf(String secret) {
        return secret.startsWith(PREFIX) ? Base64.getDecoder().decode(secret.substring(PREFIX.length()))
                : secret.getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] signature) {
        return Base64.getEncoder().encodeToString(signature);
    }
}
