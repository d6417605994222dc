package io.carillon.queue;

import io.carillon.json.Flaw;
import io.carillon.trace.Traces;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A message from the queue, independent of JMS.
 *
 * @param id         the producer's or the broker's message id, or a digest of time and body when there is neither. It stays the
 *                   same when the message is redelivered; at most 150 characters
 * @param type       {@code text, bytes, map, cloudevents}, or a type that cannot be used: {@code stream, object, empty}
 * @param sentAt     when the producer sent it
 * @param body       the body; typed members for maps and streams, empty for {@code object} and {@code empty}
 * @param properties the message's properties, as text, without forged ones
 * @param trace      the context of the span that handles it; null if it is not traced
 */
public record QueuedMessage(String id, String type, Instant sentAt, byte[] body, Map<String, String> properties, String trace) {

    /** Each takes memory, and a row if it cannot be used. */
    private static final int MOST_CHANGES = 10_000;
    /** The producer's own id of a message, as the broker's plugin keeps it, and as it was sent. */
    private static final String DUPLICATE_ID = "carillon_duplicate_id";
    private static final String DUPLICATE_ID_AS_SENT = "_AMQ_DUPL_ID";
    /** The broker's user that sent the message. */
    private static final String USER = "carillon_user";
    /** Why the broker could turn this message into bytes only; set by the broker. */
    static final String UNREADABLE = "carillon_unreadable";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A message that is not traced. */
    public QueuedMessage(String id, String type, Instant sentAt, byte[] body, Map<String, String> properties) {
        this(id, type, sentAt, body, properties, null);
    }

    /** This message, handled in the span with the context {@code handling}. */
    public QueuedMessage tracedBy(String handling) {
        return new QueuedMessage(id, type, sentAt, body, properties, handling);
    }

    /** The context in which it was sent, as its property says; null if there is none. */
    public String traceparent() {
        return properties.get(Traces.HEADER);
    }

    /** The protocol it was sent with, when the broker reports it; {@code http} for changes received over HTTP. */
    public Optional<String> protocol() {
        return Optional.ofNullable(properties.get(ChangeQueue.PROTOCOL));
    }

    /** The producer's client id, when it has one and the broker reports it. */
    public Optional<String> clientId() {
        return Optional.ofNullable(properties.getOrDefault("carillon_client", properties.get("__AMQ_CID")));
    }

    /** The requeue stamp, when this is a rejected message that was requeued. */
    public Optional<Requeued> requeued() {
        return Requeued.of(properties);
    }

    /** Whether Carillon itself put it on the queue: intake has checked it, or an operator requeued it. */
    public boolean isOurs() {
        return OriginSeal.isOn(properties);
    }

    /**
     * The identity of the message: the same for all copies that together must take effect once. Producers choose ids without
     * knowing those of others, so the ids of each user of the broker count separately.
     */
    public String origin() {
        return requeued().map(Requeued::origin).orElseGet(() -> duplicateId().map(own -> "duplicate:" + ofUser(own))
                .orElseGet(() -> ofUser(id)));
    }

    private Optional<String> duplicateId() {
        return Optional.ofNullable(properties.getOrDefault(DUPLICATE_ID, properties.get(DUPLICATE_ID_AS_SENT)));
    }

    private String ofUser(String own) {
        String user = properties.get(USER);
        return MessageReader.bounded(user == null ? own : escaped(user) + "/" + own);
    }

    /** The number that element {@code index} had in the message that the producer sent. */
    public int elementOf(int index) {
        return requeued().map(Requeued::element).filter(element -> element != Requeued.WHOLE).orElse(index);
    }

    /**
     * Who chose the ids of the changes: the producer that a key names, or the broker's user; empty for a user without a name. The
     * ids of each count separately.
     */
    public String producer() {
        return requeued().map(Requeued::producer)
                .orElseGet(() -> properties.getOrDefault(ChangeQueue.PRODUCER, properties.getOrDefault(USER, "")));
    }

    /** The id of {@code change}, number {@code index}: unique within an organization, at most 200 characters. */
    public String changeId(Change change, int index) {
        return change.id() == null ? changeId(index) : changeId(producer(), change.id());
    }

    /** The id of a change to which {@code producer} gave the id {@code own}. */
    public static String changeId(String producer, String own) {
        return MessageReader.bounded(escaped(producer) + "/" + own);
    }

    private static String escaped(String name) {
        return name.replace("%", "%25").replace("/", "%2F");
    }

    /** The id of change {@code index} when its producer gave it none. */
    String changeId(int index) {
        return origin() + "#" + elementOf(index);
    }

    /**
     * Reads the changes: one from a map, one or many from text. Text that begins with {@code <} is XML.
     *
     * @throws MalformedChanges when the message as a whole cannot be used
     */
    public List<ReadChange> changes() throws MalformedChanges {
        List<ReadChange> changes = read();
        if (changes.size() > 1 && elementOf(0) == elementOf(1)) {
            throw new MalformedChanges("must be a single change, because a single element was requeued");
        }
        return changes;
    }

    private List<ReadChange> read() throws MalformedChanges {
        if (body.length > MessageBody.MAX_BYTES) {
            throw new MalformedChanges("is longer than " + MessageBody.MAX_BYTES + " bytes; the rest was not kept");
        }
        if (properties.containsKey(UNREADABLE)) {
            throw new MalformedChanges(new Flaw("unreadable", "", properties.get(UNREADABLE)));
        }
        return switch (type) {
            case MessageBody.MAP -> List.of(TypedMembers.change(body));
            case MessageBody.EVENTS -> ChangesDocument.readEvents(body, MOST_CHANGES);
            case MessageBody.TEXT, MessageBody.BYTES -> readText();
            default -> throw new MalformedChanges(new Flaw("type-unusable", "",
                    "is a message of type " + type + "; send text, bytes or a map"));
        };
    }

    private List<ReadChange> readText() throws MalformedChanges {
        String text = Utf8.decode(body);
        String content = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        return content.stripLeading().startsWith("<") ? XmlChanges.read(content, MOST_CHANGES)
                : ChangesDocument.read(body, MOST_CHANGES);
    }
}
