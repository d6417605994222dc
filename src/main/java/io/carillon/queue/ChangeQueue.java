package io.carillon.queue;

import io.carillon.meter.Meters;
import io.carillon.platform.GroupCommit;
import io.carillon.trace.TraceSpan;
import io.carillon.trace.Traces;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Puts changes on the queue. A batch travels in one message, so it is queued as a whole or not at all. Small batches that a
 * producer sends while another of its batches is on its way share the next message. Batches of different producers never share
 * one, so that a message the listener cannot apply affects a single producer. When {@link #publish} returns, the broker has the
 * batch on disk. Publishing takes no part in the caller's transaction.
 */
@ApplicationScoped
public class ChangeQueue {

    /** A longer body is cut when its message is read, and cannot be restored. */
    public static final int MAX_REQUEUABLE_BYTES = MessageBody.MAX_BYTES;
    /** Its name at the broker. */
    public static final String NAME = "carillon.changes";
    static final String PROTOCOL = "carillon_protocol";
    static final String HTTP = "http";
    /** Who chose the ids of the changes in a message of Carillon's own. */
    static final String PRODUCER = "carillon_producer";
    private static final int PATIENCE_SECONDS = 8;
    private static final int PROBE_PATIENCE_SECONDS = 3;
    private static final int IDLE_SECONDS = 60;
    private static final int LARGEST_GROUP = 64;
    private static final int MOST_PRODUCERS = 10_000;
    /** Larger batches, and those with more brackets, do not share a message: an array adds a level of nesting. */
    private static final int MOST_BYTES_TO_SHARE = 4 * 1024;
    private static final int MOST_BRACKETS_TO_SHARE = 200;

    @Resource(name = "jms/carillon/ConnectionFactory")
    private ConnectionFactory connections;
    @Resource(name = "jms/carillon/changes")
    private Queue changes;
    @Resource(name = "jms/carillon/dead-letters")
    private Queue deadLetters;
    @Resource
    private ManagedThreadFactory threads;
    @Inject
    private OriginSeal seal;
    @Inject
    private Traces traces;

    private ExecutorService senders;
    private volatile boolean isRefused;
    private final Map<String, GroupCommit<byte[]>> documents = new ConcurrentHashMap<>();

    /** Creates a separate pool, because the container's own searches every archive for each submitted task. */
    @PostConstruct
    void start() {
        senders = new ThreadPoolExecutor(0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), threads);
    }

    @PreDestroy
    void stop() {
        senders.shutdownNow();
    }

    /**
     * Queues {@code batch} of {@code producer} durably, in one message.
     *
     * @throws QueueUnavailable when the broker did not confirm the batch, which may or may not be queued
     */
    public void publish(String producer, List<Change> batch) {
        publish(producer, batch, TraceSpan.NONE);
    }

    /**
     * Queues {@code batch} as part of {@code cause}. If that is traced, the batch does not share its message with others, so that
     * the message has one context.
     *
     * @throws QueueUnavailable when the broker did not confirm the batch, which may or may not be queued
     */
    public void publish(String producer, List<Change> batch, TraceSpan cause) {
        byte[] document = ChangesDocument.write(batch);
        if (cause.isTraced()) {
            sendTraced(producer, document, traces.send(NAME, cause).with("carillon.changes", batch.size()));
        } else if (mayShare(document)) {
            documentsOf(producer).write(document);
        } else {
            send(producer, List.of(document), null);
        }
    }

    private void sendTraced(String producer, byte[] document, TraceSpan span) {
        try {
            send(producer, List.of(document), span.traceparent());
            span.end();
        } catch (QueueUnavailable e) {
            span.fail("unavailable");
            throw e;
        }
    }

    /** Clearing the map is safe: a group that is in use still writes what it has. */
    private GroupCommit<byte[]> documentsOf(String producer) {
        if (documents.size() > MOST_PRODUCERS) {
            documents.clear();
        }
        return documents.computeIfAbsent(producer, name -> GroupCommit.together(parts -> send(name, parts, null), LARGEST_GROUP));
    }

    private static boolean mayShare(byte[] document) {
        return document.length <= MOST_BYTES_TO_SHARE && brackets(document) <= MOST_BRACKETS_TO_SHARE;
    }

    private static int brackets(byte[] document) {
        int brackets = 0;
        for (byte one : document) {
            brackets += one == '{' || one == '[' ? 1 : 0;
        }
        return brackets;
    }

    private void send(String producer, List<byte[]> parts, String traceparent) {
        Meters.GROUP_SIZE.observe(parts.size(), "batches");
        send(context -> {
            BytesMessage message = context.createBytesMessage();
            byte[] body = ChangesDocument.join(parts);
            message.writeBytes(body);
            seal.stamp(message, Map.of(PROTOCOL, HTTP, PRODUCER, producer), body);
            if (traceparent != null) {
                message.setStringProperty(Traces.HEADER, traceparent);
            }
            return message;
        });
    }

    /**
     * Puts a rejected message back on the queue, as bytes with the type that it had.
     *
     * @param body its body, as {@link QueuedMessage#body()} returned it
     * @throws QueueUnavailable when the broker did not confirm the message, which may or may not be queued
     */
    public void requeue(Requeued stamp, byte[] body) {
        send(context -> {
            BytesMessage message = context.createBytesMessage();
            message.writeBytes(body);
            seal.stamp(message, stamp.properties(), body);
            return message;
        });
    }

    /** The types of messages whose bodies are kept. */
    public static Set<String> requeuableTypes() {
        return MessageBody.KEPT;
    }

    /**
     * Sends on a separate thread: a broker whose disk is nearly full blocks senders indefinitely, and only an interrupt
     * releases them. That thread is also outside the caller's transaction; inside one, a session that is never committed
     * would lose the message without an error. The broker gives the message its time: the clocks of nodes may differ.
     */
    private void send(MessageMaker maker) {
        send(context -> context.createProducer().setDisableMessageTimestamp(true).send(changes, maker.make(context)),
                PATIENCE_SECONDS);
    }

    /**
     * Sends a probe, unless the broker does not take it within a few seconds.
     *
     * @throws QueueUnavailable when the broker did not confirm it
     */
    void send(QueueProbe probe) {
        String stamp = probe.begin();
        try {
            send(context -> context.createProducer().setTimeToLive(QueueProbe.TIME_TO_LIVE.toMillis())
                    .setProperty(QueueProbe.PROPERTY, stamp).send(changes, context.createMessage()), PROBE_PATIENCE_SECONDS);
        } catch (QueueUnavailable e) {
            probe.notSent();
            throw e;
        }
    }

    private void send(Sending step, int patienceSeconds) {
        try {
            confirm(senders.submit(() -> sendNow(step)), patienceSeconds);
            isRefused = false;
        } catch (QueueUnavailable e) {
            isRefused = true;
            throw e;
        }
    }

    private static void confirm(Future<?> sending, int patienceSeconds) {
        try {
            sending.get(patienceSeconds, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof QueueUnavailable unavailable ? unavailable : new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            sending.cancel(true);
            throw new QueueUnavailable(new TimeoutException("no confirmation within " + patienceSeconds + " s"));
        } catch (InterruptedException e) {
            sending.cancel(true);
            Thread.currentThread().interrupt();
            throw new QueueUnavailable(e);
        }
    }

    /**
     * Does {@code step} on a separate thread, and waits a few seconds for it.
     *
     * @throws QueueUnavailable when it failed or took longer
     */
    void run(Sending step) {
        confirm(senders.submit(() -> sendNow(step)), PROBE_PATIENCE_SECONDS);
    }

    private void sendNow(Sending step) {
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            step.in(context);
        } catch (JMSException | JMSRuntimeException e) {
            throw new QueueUnavailable(e);
        }
    }

    /** Whether the broker lets this node browse the queue. */
    public boolean answers() {
        try {
            firstWaiting();
            return true;
        } catch (QueueUnavailable e) {
            return false;
        }
    }

    /** Whether the newest send of a change or a probe failed. */
    boolean isRefused() {
        return isRefused;
    }

    /**
     * The first message that waits and no consumer has: something that identifies it.
     *
     * @throws QueueUnavailable when the broker does not answer
     */
    public Optional<String> firstWaiting() {
        return firstOf(changes);
    }

    /** The same for the dead letters. */
    Optional<String> firstDeadLetter() {
        return firstOf(deadLetters);
    }

    private Optional<String> firstOf(Queue queue) {
        // the session goes back to the pool, and a browser that is not closed would stay with it as a consumer at the broker
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = context.createBrowser(queue)) {
            Enumeration<?> waiting = browser.getEnumeration();
            return waiting.hasMoreElements() ? Optional.of(identityOf((Message) waiting.nextElement())) : Optional.empty();
        } catch (JMSException | JMSRuntimeException e) {
            throw new QueueUnavailable(e);
        }
    }

    private static String identityOf(Message message) throws JMSException {
        return message.getJMSMessageID() + message.getStringProperty(MessageReader.BROKER_ID) + message.getJMSTimestamp();
    }

    @FunctionalInterface
    interface Sending {
        void in(JMSContext context) throws JMSException;
    }

    @FunctionalInterface
    private interface MessageMaker {
        Message make(JMSContext context) throws JMSException;
    }
}
