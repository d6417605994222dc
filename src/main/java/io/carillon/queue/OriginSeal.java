package io.carillon.queue;

import io.carillon.crypto.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Distinguishes messages that Carillon put on the queue from those of producers: intake has already checked the former, or an
 * operator has requeued them. Producers cannot forge a seal, whichever broker they send to, because it requires the key that
 * encrypts the secrets.
 */
@ApplicationScoped
public class OriginSeal {

    static final String PROPERTY = "carillon_seal";

    @Inject
    private SecretCipher cipher;

    /** The seal of a message with {@code body}, as {@link QueuedMessage#body()} returns it. */
    String of(byte[] body) {
        return cipher.seal(body);
    }

    /** Whether this node or another one put {@code message} on the queue. */
    public boolean isOn(QueuedMessage message) {
        String seal = message.properties().get(PROPERTY);
        return seal != null && cipher.isSealOf(seal, message.body());
    }
}
