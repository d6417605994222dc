package io.carillon.queue;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Tells a message that was put back into the queue for what it is: a rejected message's second chance, with the identity
 * of its first life, so that it has one effect however often it is put back.
 *
 * @param rejectedId the row of rejected messages
 * @param origin     identity of the message that was rejected
 * @param element    which element of it, from 0; {@link #WHOLE} for the message as a whole
 * @param sentAt     when its producer sent it
 */
public record Requeued(String rejectedId, String origin, int element, Instant sentAt) {

    /** Instead of an element's number. */
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

    /** The stamp among {@code properties}; empty for a message that comes for the first time. */
    static Optional<Requeued> of(Map<String, String> properties) {
        try {
            return !properties.keySet().containsAll(java.util.Set.of(REJECTED, ORIGIN, ELEMENT, SENT_AT)) ? Optional.empty()
                    : Optional.of(new Requeued(properties.get(REJECTED), properties.get(ORIGIN),
                            Integer.parseInt(properties.get(ELEMENT)),
                            Instant.ofEpochMilli(Long.parseLong(properties.get(SENT_AT)))));
        } catch (NumberFormatException notOurs) {
            return Optional.empty();
        }
    }
}
