package io.carillon.process.broker;

import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;

/** Creates what a producer gets for a message that the broker does not take. */
final class Refused {

    private Refused() {
    }

    /** Returns a security exception, the only refusal that MQTT reports to a producer, with {@code reason} as a sentence. */
    static ActiveMQSecurityException because(String reason) {
        return new ActiveMQSecurityException(reason);
    }

    static ActiveMQSecurityException ofLength() {
        return because("The message has more than " + CoreBody.MOST_BYTES + " bytes.");
    }

    static ActiveMQSecurityException ofProperties() {
        return because("The message has more than " + Stamps.MOST_PROPERTIES_LENGTH + " bytes of properties.");
    }
}
