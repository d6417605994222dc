package io.carillon.deadletter;

import jakarta.jms.TextMessage;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Map;

/** JMS messages without a broker. */
final class Messages {

    private Messages() {
    }

    /** A text message with {@code properties}; it has a time, and can only be read. */
    static TextMessage text(String id, String text, Map<String, Object> properties) {
        return (TextMessage) Proxy.newProxyInstance(TextMessage.class.getClassLoader(), new Class<?>[] {TextMessage.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getText" -> text;
                    case "getJMSMessageID" -> id;
                    case "getJMSTimestamp" -> 1_000L;
                    case "getPropertyNames" -> Collections.enumeration(properties.keySet());
                    case "propertyExists" -> properties.containsKey(arguments[0]);
                    case "getObjectProperty" -> properties.get(arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
