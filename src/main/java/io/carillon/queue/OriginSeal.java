package io.carillon.queue;

import io.carillon.crypto.SecretCipher;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Distinguishes messages that Carillon put on the queue from those of producers: intake has already checked the former, or an
 * operator has requeued them. Producers cannot forge a seal, whichever broker they send to, because it requires the key that
 * encrypts the secrets.
 */
@ApplicationScoped
public class OriginSeal {

    /** Properties that only Carillon may set: without a seal that covers them they mean nothing. */
    private static final List<String> SEALED =
            Stream.concat(Stream.of(ChangeQueue.PROTOCOL), Requeued.PROPERTIES.stream()).toList();
    private static final String PROPERTY = "carillon_seal";

    private SecretCipher cipher;

    protected OriginSeal() {
    }

    /** A seal by {@code cipher}. */
    @Inject
    public OriginSeal(SecretCipher cipher) {
        this.cipher = cipher;
    }

    /** Puts {@code properties} on {@code message}, which has {@code body}, with a seal that covers both. */
    void stamp(Message message, Map<String, String> properties, byte[] body) throws JMSException {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            message.setStringProperty(property.getKey(), property.getValue());
        }
        message.setStringProperty(PROPERTY, cipher.seal(content(properties, body)));
    }

    /** Removes from {@code properties} what only Carillon may set, unless a seal covers it. */
    void removeForged(Map<String, String> properties, byte[] body) {
        String seal = properties.get(PROPERTY);
        if (seal == null || !cipher.isSealOf(seal, content(properties, body))) {
            properties.keySet().removeAll(Requeued.PROPERTIES);
            properties.remove(ChangeQueue.PROTOCOL, ChangeQueue.HTTP);
            properties.remove(PROPERTY);
        }
    }

    /** Whether this node or another one put on the queue a message with {@code properties} that are not forged. */
    static boolean isOn(Map<String, String> properties) {
        return properties.containsKey(PROPERTY);
    }

    private static byte[] content(Map<String, String> properties, byte[] body) {
        StringBuilder stamps = new StringBuilder();
        SEALED.forEach(name -> stamps.append(name).append('=').append(properties.getOrDefault(name, "")).append('\n'));
        byte[] first = stamps.toString().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(first.length + body.length).put(first).put(body).array();
    }
}
