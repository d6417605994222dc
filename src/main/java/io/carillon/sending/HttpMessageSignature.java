package io.carillon.sending;

import io.carillon.address.WebUrl;
import io.carillon.crypto.Digests;
import io.carillon.crypto.SigningKey;
import io.carillon.endpoint.Credentials;
import io.carillon.endpoint.HeaderNames;
import io.carillon.endpoint.SignatureScheme;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Signatures of the HTTP message (RFC 9421) with every signing key in force. They cover method, URL and the headers that say
 * something about the content, which a digest (RFC 9530) stands for; those of a CloudEvent, too.
 */
final class HttpMessageSignature implements Authentication {

    /** The names of the signatures: of the newest key, and of the previous one. */
    private static final List<String> LABELS = List.of("carillon", "carillon-previous");
    private static final String DIGEST = "Content-Digest";

    @Override
    public Map<String, String> headers(Unsigned unsigned, Credentials credentials) {
        List<SigningKey> keys = credentials.keysFor(SignatureScheme.HTTP_MESSAGE);
        if (keys.isEmpty()) {
            return Map.of();
        }
        WebhookRequest request = unsigned.request();
        String digest = "sha-256=" + binary(Digests.sha256Bytes(request.bytes()));
        Map<String, String> components = components(unsigned, digest);
        List<String> inputs = new ArrayList<>();
        List<String> signatures = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String parameters = listed(components) + ";created=" + unsigned.timestamp()
                    + ";keyid=\"" + keys.get(i).verificationKey().id() + "\";alg=\"ed25519\"";
            inputs.add(LABELS.get(i) + "=" + parameters);
            signatures.add(LABELS.get(i) + "=" + binary(keys.get(i).sign(base(components, parameters))));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(DIGEST, digest);
        headers.put("Signature-Input", String.join(", ", inputs));
        headers.put("Signature", String.join(", ", signatures));
        return headers;
    }

    private static Map<String, String> components(Unsigned unsigned, String digest) {
        WebhookRequest request = unsigned.request();
        Map<String, String> components = new LinkedHashMap<>();
        components.put("@method", request.method());
        components.put("@target-uri", targetOf(request.url()));
        components.put("content-type", request.mediaType());
        components.put("content-digest", digest);
        HeaderNames names = request.form().names();
        components.put(names.id().toLowerCase(Locale.ROOT), unsigned.id());
        components.put(names.timestamp().toLowerCase(Locale.ROOT), unsigned.timestamp());
        components.put(names.sequence().toLowerCase(Locale.ROOT), request.headers().get(names.sequence()));
        request.headers().forEach((name, value) -> {
            if (name.startsWith(CloudEventsBinaryFormat.PREFIX)) {
                components.put(name, value);
            }
        });
        return components;
    }

    /** The URL as the request line and {@code Host} have it: with {@code /} if it has no path, and without an empty query. */
    private static String targetOf(String text) {
        try {
            WebUrl url = WebUrl.of(text);
            String path = url.path().indexOf('?') == url.path().length() - 1 ? url.path().replace("?", "") : url.path();
            return url.scheme() + "://" + url.authority() + (path.startsWith("/") ? "" : "/") + path;
        } catch (URISyntaxException e) {
            return text; // nothing is sent there
        }
    }

    private static String listed(Map<String, String> components) {
        return components.keySet().stream().collect(Collectors.joining("\" \"", "(\"", "\")"));
    }

    /** The bytes to sign (RFC 9421, section 2.5): a line for each component, and one for the parameters. */
    static byte[] base(Map<String, String> components, String parameters) {
        StringBuilder base = new StringBuilder();
        components.forEach((name, value) -> base.append('"').append(name).append("\": ").append(value).append('\n'));
        return base.append("\"@signature-params\": ").append(parameters).toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A byte sequence of structured fields. */
    private static String binary(byte[] bytes) {
        return ":" + Base64.getEncoder().encodeToString(bytes) + ":";
    }
}
