package io.carillon.process.broker;

import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.qpid.proton.amqp.messaging.ApplicationProperties;

/**
 * The application properties of an AMQP message in types that JMS knows: others become text, a time that of RFC 3339, and
 * reserved names are left out.
 */
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
            if (property.getKey() instanceof String name && property.getValue() != null && !Stamps.isReserved(name)
                    && !name.startsWith("JMS")) {
                length += name.length();
                plain.put(name, plain(property.getValue()));
            }
        }
        Stamps.keepDuplicateId(plain, application.getValue()::get);
        length += plain.values().stream().map(String::valueOf).mapToInt(String::length).sum();
        if (length * Character.BYTES > Stamps.MOST_PROPERTIES_LENGTH) {
            throw Refused.ofProperties();
        }
        return plain;
    }

    private static Object plain(Object value) {
        if (PLAIN.contains(value.getClass())) {
            return value;
        }
        return value instanceof Date time ? time.toInstant().toString() : value.toString();
    }
}
