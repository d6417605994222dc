package io.carillon.endpoint;

import io.carillon.crypto.SecretCipher;
import io.carillon.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/** Creates and decrypts endpoints' signing secrets: {@code whsec_} and base64 of 32 random bytes, as in Standard Webhooks. */
@ApplicationScoped
public class SigningSecrets {

    @Inject
    private SecretCipher cipher;

    String newEncrypted(String endpointId) {
        return cipher.encrypt("whsec_" + Base64.getEncoder().encodeToString(Ids.randomBytes(32)), endpointId);
    }

    String newest(Endpoint endpoint) {
        return cipher.decrypt(endpoint.secret(), endpoint.id());
    }

    /**
     * Returns the secrets that sign at {@code now}: two during the overlap after a rotation. Only the first one signs the
     * header that has room for one signature: the newest, unless the endpoint postpones the switch to the end of the overlap.
     */
    public List<String> signingAt(Instant now, Endpoint endpoint) {
        String newest = newest(endpoint);
        if (endpoint.overlapEndAt(now).isEmpty()) {
            return List.of(newest);
        }
        String previous = cipher.decrypt(endpoint.previousSecret(), endpoint.id());
        return endpoint.signatureSwitch() == SignatureSwitch.AT_ONCE ? List.of(newest, previous) : List.of(previous, newest);
    }
}
