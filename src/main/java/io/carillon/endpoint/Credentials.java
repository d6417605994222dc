package io.carillon.endpoint;

import io.carillon.crypto.SigningKey;
import java.util.List;

/**
 * What signs an attempt.
 *
 * @param schemes the schemes that the endpoint chooses
 * @param secrets the signing secrets as shown to the owner, of which only the first one signs a header that has room for one
 *                signature; empty if no scheme needs them
 * @param keys    the signing keys, the newest first; empty if no scheme needs them
 */
public record Credentials(List<SignatureScheme> schemes, List<String> secrets, List<SigningKey> keys) {

    /** Signs nothing. */
    public static final Credentials NONE = new Credentials(List.of(), List.of(), List.of());

    /** Whether there is nothing that signs. */
    public boolean isNone() {
        return secrets.isEmpty() && keys.isEmpty();
    }

    /** The keys that sign by {@code scheme}; none if the endpoint does not choose it. */
    public List<SigningKey> keysFor(SignatureScheme scheme) {
        return schemes.contains(scheme) ? keys : List.of();
    }
}
