package io.carillon.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stamps a requeued message with the identity of the rejected message that it repeats, so that it takes effect once, however
 * often it is requeued.
 *
 * @param rejectedId id of the rejected message
 * @param origin     identity of the queue message that was rejected
 * @param element    which of its elements was rejected, from 0; {@link #WHOLE} for the whole message
 * @param sentAt     when its producer sent it
 */
public record Requeued(String rejectedId, String origin, int element, Instant sentAt) {

    /** The element number of a message that was rejected as a whole. */
    public static final int WHOLE = -1;

    private static final String REJECTED = "carillon_rejected";
    private static final String ORIGIN = "carillon_origin";
    private static final String ELEMENT = "carillon_element";
    private static final String SENT_AT = "carillon_sent_at";

    void stamp(Message message) throws JMSException {
        message.setStringProperty(REJECTED, rejectedId);
        message.setStringProperty(ORIGIN, origin);
        message.setIntProperty(ELEMENT, element);
        message.setLongProperty(SENT_AT, sentAt.toEpochMilli());
    }

    /** Reads the stamp from {@code properties}; empty for a message that was not requeued. */
    static Optional<Requeued> of(Map<String, String> properties) {
        try {
            return !properties.keySet().containsAll(Set.of(REJECTED, ORIGIN, ELEMENT, SENT_AT)) ? Optional.empty()
                    : Optional.of(new Requeued(properties.get(REJECTED), properties.get(ORIGIN),
                            Integer.parseInt(properties.get(ELEMENT)),
                            Instant.ofEpochMilli(Long.parseLong(properties.get(SENT_AT)))));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
