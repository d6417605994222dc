package io.carillon.queue;

import io.carillon.platform.MonotonicClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks the broker for the state of its queues, with messages to its management address, so that no class of the broker is needed.
 * The service's user needs the permissions that {@code server-config/artemis/broker.xml} gives it; without them nothing is known,
 * and everything else works.
 */
@ApplicationScoped
public class QueueStates {

    private static final Map<String, String> RESOURCES =
            Map.of("changes", "queue.carillon.changes", "dead-letters", "queue.carillon.dead-letter");
    private static final String MANAGEMENT = "activemq.management";
    private static final String RESOURCE = "_AMQ_ResourceName";
    private static final String ATTRIBUTE = "_AMQ_Attribute";
    private static final String SUCCEEDED = "_AMQ_OperationSucceeded";
    private static final int PATIENCE_MILLIS = 1_000;
    private static final double MILLIS = 1e3;
    /** The value of an attribute, as a JSON array. */
    private static final Pattern RESULT = Pattern.compile("\\[(-?[0-9]+)]");

    /** Whether the broker reports anything to this node. */
    public enum Access {
        READABLE,
        /** The user has no permission, or the broker has no management address. */
        NOT_PERMITTED,
        /** The broker does not answer. */
        AWAY
    }

    /** How long a refusal counts: a broker that refuses logs it. */
    private static final Duration REFUSED_FOR = Duration.ofMinutes(5);

    private ChangeQueue queue;
    private MonotonicClock clock;
    private Long refusedAt;

    protected QueueStates() {
    }

    @Inject
    QueueStates(ChangeQueue queue, MonotonicClock clock) {
        this.queue = queue;
        this.clock = clock;
    }

    /** Asks now, or after a refusal again in a few minutes; takes a few seconds at most. */
    public synchronized Reading read() {
        if (refusedAt != null && !clock.isLongerAgo(refusedAt, REFUSED_FOR)) {
            return new Reading(Access.NOT_PERMITTED, Map.of());
        }
        Reading reading = ask();
        refusedAt = reading.access() == Access.NOT_PERMITTED ? clock.now() : null;
        return reading;
    }

    private Reading ask() {
        Map<String, QueueState> states = new TreeMap<>();
        try {
            queue.run(context -> states.putAll(ask(context)));
            return new Reading(Access.READABLE, Map.copyOf(states));
        } catch (QueueUnavailable e) {
            return new Reading(isForbidden(e.getCause()) ? Access.NOT_PERMITTED : Access.AWAY, Map.of());
        }
    }

    private static boolean isForbidden(Throwable cause) {
        return cause instanceof JMSSecurityException || cause instanceof JMSSecurityRuntimeException;
    }

    /**
     * Asks over {@code context}. Replies come to a queue of their own, which must be deleted, because the connection goes back to
     * its pool.
     *
     * @throws JMSSecurityException when the broker does not allow it
     */
    public static Map<String, QueueState> ask(JMSContext context) throws JMSException {
        TemporaryQueue replies = context.createTemporaryQueue();
        try (JMSConsumer consumer = context.createConsumer(replies)) {
            Map<String, QueueState> states = new TreeMap<>();
            for (Map.Entry<String, String> resource : RESOURCES.entrySet()) {
                Question question = new Question(context, consumer, replies, resource.getValue());
                states.put(resource.getKey(), new QueueState(question.ask("messageCount"), question.ask("consumerCount"),
                        question.ask("firstMessageAge") / MILLIS));
            }
            return states;
        } finally {
            replies.delete();
        }
    }

    /** Questions about one resource of the broker. */
    private record Question(JMSContext context, JMSConsumer replies, TemporaryQueue replyTo, String resource) {

        /** The value of a numeric attribute; 0 if it has none. */
        long ask(String attribute) throws JMSException {
            Message request = context.createMessage();
            request.setStringProperty(RESOURCE, resource);
            request.setStringProperty(ATTRIBUTE, attribute);
            request.setJMSReplyTo(replyTo);
            context.createProducer().setTimeToLive(PATIENCE_MILLIS).send(context.createQueue(MANAGEMENT), request);
            Message reply = replies.receive(PATIENCE_MILLIS);
            if (reply == null) {
                throw new JMSException("no reply from " + MANAGEMENT);
            }
            if (!reply.getBooleanProperty(SUCCEEDED) || !(reply instanceof TextMessage text)) {
                throw new JMSSecurityException(MANAGEMENT + " does not report " + attribute);
            }
            return text.getText() == null ? 0 : number(text.getText());
        }

        private static long number(String json) throws JMSException {
            Matcher result = RESULT.matcher(json);
            if (!result.matches()) {
                throw new JMSException(MANAGEMENT + " answered " + json);
            }
            return Long.parseLong(result.group(1));
        }
    }

    /**
     * The answer of the broker.
     *
     * @param queues the states of {@code changes} and {@code dead-letters}; none unless they are readable
     */
    public record Reading(Access access, Map<String, QueueState> queues) {
    }
}
