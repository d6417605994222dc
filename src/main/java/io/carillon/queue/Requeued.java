package io.carillon.queue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stamps a requeued message with the identity of the rejected message that it repeats, so that it takes effect once, however
 * often it is requeued.
 *
 * @param rejectedId id of the rejected message
 * @param origin     identity of the queue message that was rejected
 * @param element    which of its elements was rejected, from 0; {@link #WHOLE} for the whole message
 * @param sentAt     when its producer sent it
 * @param type       the type that the message had; it is requeued as bytes
 * @param producer   who chose the ids of its changes
 */
public record Requeued(String rejectedId, String origin, int element, Instant sentAt, String type, String producer) {

    /** The element number of a message that was rejected as a whole. */
    public static final int WHOLE = -1;

    private static final String REJECTED = "carillon_rejected";
    private static final String ORIGIN = "carillon_origin";
    private static final String ELEMENT = "carillon_element";
    private static final String SENT_AT = "carillon_sent_at";
    private static final String TYPE = "carillon_type";
    /** The properties of the stamp. They count only under a seal that covers them. */
    static final List<String> PROPERTIES = List.of(REJECTED, ORIGIN, ELEMENT, SENT_AT, TYPE, ChangeQueue.PRODUCER);

    /** The properties of a message with this stamp. */
    Map<String, String> properties() {
        return Map.of(REJECTED, rejectedId, ORIGIN, origin, ELEMENT, String.valueOf(element),
                SENT_AT, String.valueOf(sentAt.toEpochMilli()), TYPE, type,
                ChangeQueue.PRODUCER, producer);
    }

    /** Reads the stamp from {@code properties} of a sealed message; empty for a message that was not requeued. */
    static Optional<Requeued> of(Map<String, String> properties) {
        return !properties.keySet().containsAll(PROPERTIES) ? Optional.empty()
                : Optional.of(new Requeued(properties.get(REJECTED), properties.get(ORIGIN),
                        Integer.parseInt(properties.get(ELEMENT)),
                        Instant.ofEpochMilli(Long.parseLong(properties.get(SENT_AT))), properties.get(TYPE),
                        properties.get(ChangeQueue.PRODUCER)));
    }
}
