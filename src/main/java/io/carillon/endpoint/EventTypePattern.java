package io.carillon.endpoint;

/**
 * One of the event types that an endpoint subscribes to.
 *
 * @param text a name, {@code type.*} for all event types with this prefix, or {@code *} for all
 */
public record EventTypePattern(String text) {

    /** Whether the pattern matches {@code eventType}. */
    public boolean matches(String eventType) {
        return text.equals("*") || text.equals(eventType)
                || text.endsWith(".*") && eventType.startsWith(text.substring(0, text.length() - 1));
    }
}
