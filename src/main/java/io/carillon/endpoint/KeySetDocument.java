package io.carillon.endpoint;

import io.carillon.crypto.VerificationKey;
import io.carillon.json.JsonDocument;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A JSON Web Key Set (RFC 7517). */
@Schema(name = "KeySet")
public record KeySetDocument(List<Key> keys) implements JsonDocument {

    static KeySetDocument of(List<VerificationKey> keys) {
        return new KeySetDocument(keys.stream().map(key -> new Key("OKP", "Ed25519", key.coordinate(), key.id(), "sig", "EdDSA"))
                .toList());
    }

    /**
     * A JSON Web Key for Ed25519 (RFC 8037).
     *
     * @param x   the public key, in base64url
     * @param kid its thumbprint (RFC 7638), which signatures name
     */
    @Schema(name = "PublicKey")
    public record Key(String kty, String crv, String x, String kid, String use, String alg) {
    }
}
