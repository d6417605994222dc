package io.carillon.endpoint;

import java.util.List;
import java.util.Objects;

/** A way to sign webhooks; an endpoint chooses one or several. */
public enum SignatureScheme {
    /** HMAC with the signing secret: {@code v1} in {@code webhook-signature}, and {@code X-TrackScore-Signature}. */
    V1,
    /** Ed25519 with the signing key: {@code v1a} in {@code webhook-signature}. */
    V1A,
    /** Ed25519 with the signing key over the HTTP message: {@code Signature} (RFC 9421). */
    HTTP_MESSAGE;

    static final List<SignatureScheme> DEFAULT = List.of(V1);

    /** Whether it signs with the signing key, not with the secret. */
    boolean needsKey() {
        return this != V1;
    }

    /** Each of {@code schemes} once, in the order of the constants; unchanged if one is null. */
    static List<SignatureScheme> sorted(List<SignatureScheme> schemes) {
        return schemes.stream().anyMatch(Objects::isNull) ? schemes : schemes.stream().distinct().sorted().toList();
    }
}
