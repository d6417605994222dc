package io.carillon.process.broker;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;

/** The application properties of an AMQP message in types that JMS knows: others become text, and reserved names are left out. */
final class AmqpProperties {

    private static final Set<Class<?>> PLAIN = Set.of(Boolean.class, Byte.class, Short.class, Integer.class, Long.class,
            Float.class, Double.class);

    private AmqpProperties() {
    }

    /** The plain form of {@code application}, which may be null; refuses too many properties. */
    static Map<String, Object> plain(ApplicationProperties application) throws ActiveMQException {
        Map<String, Object> plain = new HashMap<>();
        if (application == null || application.getValue() == null) {
            return plain;
        }
        long length = 0;
        for (Map.Entry<?, ?> property : application.getValue().entrySet()) {
            if (Stamps.DUPLICATE_ID_OF_THE_BROKER.equals(property.getKey())) {
                length += String.valueOf(property.getValue()).length();
                Stamps.keepDuplicateId(plain, property.getValue());
            } else if (property.getKey() instanceof String name && property.getValue() != null && !Stamps.isReserved(name)
                    && !name.startsWith("JMS")) {
                Object value = PLAIN.contains(property.getValue().getClass()) ? property.getValue()
                        : property.getValue().toString();
                length += name.length() + value.toString().length();
                plain.put(name, value);
            }
        }
        if (length * Character.BYTES > Stamps.MOST_PROPERTIES_LENGTH) {
            throw Refused.ofProperties();
        }
        return plain;
    }
}
