package io.carillon.queue;

import io.carillon.crypto.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Tells what Carillon put on the queue itself from what producers did: intake has judged the first already, and an operator
 * asked for what was put back. Producers cannot make a seal, whatever broker they send to; it needs the key of the secrets.
 */
@ApplicationScoped
public class OriginSeal {

    static final String PROPERTY = "carillon_seal";

    @Inject
    private SecretCipher cipher;

    /** The seal of a message with {@code body}, as {@link QueuedMessage#body()} gives it. */
    String of(byte[] body) {
        return cipher.seal(body);
    }

    /** Whether {@code message} was put on the queue by this service, or by another node of it. */
    public boolean isOn(QueuedMessage message) {
        String seal = message.properties().get(PROPERTY);
        return seal != null && cipher.isSealOf(seal, message.body());
    }
}
