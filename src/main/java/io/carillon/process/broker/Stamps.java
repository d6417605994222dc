package io.carillon.process.broker;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
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
    /**
     * Of every message. Else the listener's client takes a long message of a higher priority as soon as its first part is there,
     * ahead of those that it has already; these use up the credit that the broker needs to send the rest, and nothing moves.
     */
    static final byte PRIORITY = 4;

    /** On every message that passed the plugin. */
    static final SimpleString ADMITTED = SimpleString.of("carillon_admitted");

    private static final String OURS = "carillon_";
    static final String PROTOCOL = "carillon_protocol";
    private static final String CLIENT = "carillon_client";
    private static final String USER = "carillon_user";
    /** The producer's own id of a message, by which Carillon knows a repetition. */
    private static final String DUPLICATE_ID = "carillon_duplicate_id";
    /**
     * The broker's names for such an id: from a producer, and from a bridge. It compares the ids of all producers with each
     * other, and confirms and drops a message whose id another one has used.
     */
    private static final List<String> DUPLICATE_IDS_OF_THE_BROKER = List.of("_AMQ_DUPL_ID", "_AMQ_BRIDGE_DUP");
    /** The id that an AMQP producer gave a message, if it is not a UUID. */
    private static final String AMQP_ID = "carillon_amqp_id";
    private static final String MESSAGE_ID = "carillon_message_id";
    /** The content type of a message that is a CloudEvent; others need none. */
    private static final String CONTENT_TYPE = "carillon_content_type";
    private static final String EVENT = "application/cloudevents";
    /**
     * What the broker does with a message: where it goes and when, to which consumer, and whether it counts as a repetition;
     * and what the broker and the listener believe about its past.
     */
    private static final String OF_THE_BROKER = "_AMQ_";
    /** What describes the body. */
    private static final Set<String> OF_THE_BODY = Set.of("_AMQ_LARGE_COMPRESSED", "_AMQ_LARGE_SIZE");
    private static final String CLIENT_OF_THE_PRODUCER = "__AMQ_CID";
    /** A change is handled when it arrives: a group binds messages to one consumer. */
    private static final Set<String> GROUPS = Set.of("JMSXGroupID", "JMSXGroupSeq");
    private static final int LONGEST_CLIENT = 300;
    private static final int LONGEST_ID = 300;
    private static final int LONGEST_CONTENT_TYPE = 100;

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

    /** Adds the id that an AMQP producer gave the message; the end of a long one becomes its digest. */
    static void keepAmqpId(Map<String, Object> stamps, String id) {
        stamps.put(AMQP_ID, id.length() <= LONGEST_ID ? id
                : id.substring(0, LONGEST_ID / 2) + UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)));
    }

    /** Adds the id that the producer or a bridge gave the message, as text or bytes; {@code property} gets a property by name. */
    static void keepDuplicateId(Map<String, Object> stamps, Function<String, Object> property) {
        DUPLICATE_IDS_OF_THE_BROKER.stream().map(property).filter(Objects::nonNull).findFirst().ifPresent(id ->
                stamps.put(DUPLICATE_ID, id instanceof byte[] bytes ? Base64.getEncoder().encodeToString(bytes) : id.toString()));
    }

    /** Adds {@code type}, the content type of the message in its protocol or null, if it is that of CloudEvents. */
    static void keepContentType(Map<String, Object> stamps, Object type) {
        String text = String.valueOf(type);
        if (text.regionMatches(true, 0, EVENT, 0, EVENT.length())) {
            stamps.put(CONTENT_TYPE, text.substring(0, Math.min(text.length(), LONGEST_CONTENT_TYPE)));
        }
    }

    static boolean isReserved(String property) {
        return property.contains(OURS) || property.startsWith(OF_THE_BROKER) || property.equals(CLIENT_OF_THE_PRODUCER)
                || GROUPS.contains(property);
    }

    /** Whether a reserved property has to stay until the listener has read the body, on a message in the broker's own form. */
    static boolean describesBody(String property) {
        return OF_THE_BODY.contains(property);
    }

    /** Whether {@code time} can be the time at which a message was sent that arrived {@code now}. */
    static boolean isTime(Date time, Date now) {
        return time != null && time.toInstant().isAfter(Instant.EPOCH) && !time.after(now);
    }
}
