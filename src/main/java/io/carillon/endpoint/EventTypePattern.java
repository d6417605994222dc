package io.carillon.endpoint;

/**
 * One of the event types that an endpoint subscribes to.
 *
 * @param text a name, {@code type.*} for every event type that begins so, or {@code *} for all
 */
record EventTypePattern(String text) {

    /** Whether it covers {@code eventType}. */
    boolean matches(String eventType) {
        return text.equals("*") || text.equals(eventType)
                || text.endsWith(".*") && eventType.startsWith(text.substring(0, text.length() - 1));
    }
}
