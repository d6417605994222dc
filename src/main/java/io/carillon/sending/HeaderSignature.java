package io.carillon.sending;

import io.carillon.crypto.Digests;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.SignatureHeader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The signature in a header that the endpoint names, for a receiver that knows its form, made with the first secret only. The key
 * is the text of the secret, including {@code whsec_}.
 */
final class HeaderSignature implements Authentication {

    @Override
    public Map<String, String> headers(Unsigned unsigned, Credentials credentials) {
        SignatureHeader header = unsigned.request().form().signatureHeader();
        if (header == null || credentials.secrets().isEmpty()) {
            return Map.of();
        }
        Map<String, String> values = new HashMap<>(Map.of("id", unsigned.id(), "timestamp", unsigned.timestamp()));
        List<String> around = header.around(values);
        byte[] signature = Digests.hmacSha256(bytes(credentials.secrets().get(0)),
                bytes(around.get(0)), unsigned.request().bytes(), bytes(around.get(1)));
        values.put("hex", HexFormat.of().formatHex(signature));
        values.put("base64", Base64.getEncoder().encodeToString(signature));
        return Map.of(header.name(), header.valueWith(values));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
