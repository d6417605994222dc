package io.carillon.process.broker;

import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.UUIDGenerator;

/**
 * The properties that the broker writes on a producer's message, and the rules for those that the producer wrote. Names with
 * {@code carillon_} are reserved: what a producer sets there is removed.
 */
final class Stamps {

    /** Why the listener cannot read the message, as the end of a sentence; the body is then the original as bytes. */
    static final String UNREADABLE = "carillon_unreadable";
    static final String REFUSED = "carillon_refused";
    static final int MOST_PROPERTIES_LENGTH = 64 * 1024;

    /** On every message that passed the plugin. */
    static final SimpleString ADMITTED = SimpleString.of("carillon_admitted");

    private static final String OURS = "carillon_";
    static final String PROTOCOL = "carillon_protocol";
    private static final String CLIENT = "carillon_client";
    private static final String USER = "carillon_user";
    /** The producer's own id of a message, by which Carillon knows a repetition. */
    private static final String DUPLICATE_ID = "carillon_duplicate_id";
    /**
     * The broker's name for such an id. It compares the ids of all producers with each other, and confirms and drops a message
     * whose id another one has used.
     */
    static final String DUPLICATE_ID_OF_THE_BROKER = "_AMQ_DUPL_ID";
    private static final String MESSAGE_ID = "carillon_message_id";
    /** Written by the broker on a message that it moves, and believed by the listener. */
    private static final String MOVED = "_AMQ_ORIG_";
    private static final String EXPIRED = "_AMQ_ACTUAL_EXPIRY";
    private static final String CLIENT_OF_THE_PRODUCER = "__AMQ_CID";
    /** A change is handled when it arrives: a delay would keep messages in memory, and a group binds them to one consumer. */
    private static final Set<String> ORDERING = Set.of("_AMQ_SCHED_DELIVERY", "_AMQ_GROUP_ID", "JMSXGroupID");
    private static final int LONGEST_CLIENT = 300;

    private Stamps() {
    }

    /** The origin of a message from {@code connection}. */
    static Map<String, Object> of(RemotingConnection connection) {
        Map<String, Object> stamps = new HashMap<>();
        stamps.put(ADMITTED.toString(), true);
        stamps.put(PROTOCOL, connection.getProtocolName());
        String client = connection.getClientID();
        if (client != null) {
            stamps.put(CLIENT, client.substring(0, Math.min(client.length(), LONGEST_CLIENT)));
        }
        BrokerUsers.nameOf(connection).ifPresent(user -> stamps.put(USER, user));
        return stamps;
    }

    /** Adds a message id, for protocols whose messages have none: two that are identical to the millisecond count as two. */
    static void identify(Map<String, Object> stamps) {
        stamps.put(MESSAGE_ID, UUIDGenerator.getInstance().generateStringUUID());
    }

    /** Adds the producer's own id of the message, which may be null, text or bytes. */
    static void keepDuplicateId(Map<String, Object> stamps, Object id) {
        if (id != null) {
            stamps.put(DUPLICATE_ID, id instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : id.toString());
        }
    }

    static boolean isReserved(String property) {
        return property.contains(OURS) || property.startsWith(MOVED) || property.equals(EXPIRED)
                || property.equals(DUPLICATE_ID_OF_THE_BROKER)
                || property.equals(CLIENT_OF_THE_PRODUCER) || ORDERING.contains(property);
    }

    /** Whether {@code time} can be the time at which a message was sent that arrived {@code now}. */
    static boolean isTime(Date time, Date now) {
        return time != null && time.toInstant().isAfter(Instant.EPOCH) && !time.after(now);
    }
}
