package io.carillon.queue;

import io.carillon.crypto.SecretCipher;
import io.carillon.platform.Ids;
import io.carillon.platform.MonotonicClock;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A small message without a change that a node sends through the queue while there is no traffic, to see whether what is queued
 * is handled. It carries a sealed stamp, so that no producer can pass a message off as one, and it expires after a minute. The
 * listeners drop it. Whatever message the listener of changes handles answers it; that the broker moved it to the dead letters
 * does not.
 */
@ApplicationScoped
public class QueueProbe {

    static final String PROPERTY = "carillon_probe";
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
    /** Less than its time to live by what the clocks of broker and node may differ. */
    private static final Duration SURELY_ALIVE = Duration.ofSeconds(45);
    private static final int MOST_LENGTH = 300;

    private SecretCipher cipher;
    private MonotonicClock clock;
    private String node;
    private long number;
    private volatile long handledAt;
    /** The moment when the newest probe was sent; null if it was answered or could not be sent. */
    private volatile Long sentAt;
    /** The moment when the first probe was sent that has had no answer since; null if none is missing. */
    private volatile Long unansweredSince;

    protected QueueProbe() {
    }

    @Inject
    QueueProbe(SecretCipher cipher, MonotonicClock clock) {
        this.cipher = cipher;
        this.clock = clock;
    }

    @PostConstruct
    void start() {
        node = Ids.next("nd");
        handledAt = clock.now();
    }

    /** Whether {@code message} is a probe of this node or another one, and has no other content. */
    public boolean isProbe(Message message) throws JMSException {
        if (!message.propertyExists(PROPERTY) || !(message.getObjectProperty(PROPERTY) instanceof String stamp)) {
            return false;
        }
        int blank = stamp.indexOf(' ');
        return blank >= 0 && stamp.length() <= MOST_LENGTH
                && cipher.isSealOf(stamp.substring(blank + 1), sealed(stamp, blank));
    }

    /** The listener of changes of this node has handled a message, whichever. */
    public void handled() {
        handledAt = clock.now();
        answered();
    }

    /** Begins a probe; returns its stamp. */
    String begin() {
        String name = node + "/" + ++number;
        sentAt = clock.now();
        if (unansweredSince == null) {
            unansweredSince = sentAt;
        }
        return name + " " + cipher.seal(content(name));
    }

    /** The probe that was begun last could not be sent. */
    void notSent() {
        sentAt = null;
    }

    /** The queue is empty. If that is too early for the newest probe to have expired, another node has taken it. */
    void queueIsEmpty() {
        Long sent = sentAt;
        if (sent != null && !clock.isLongerAgo(sent, SURELY_ALIVE)) {
            answered();
        }
    }

    private void answered() {
        unansweredSince = null;
        sentAt = null;
    }

    /** Whether the newest probe of this node has neither been answered nor expired. */
    boolean isUnderWay() {
        Long sent = sentAt;
        return sent != null && !clock.isLongerAgo(sent, TIME_TO_LIVE);
    }

    /** Whether probes have had no answer for {@code limit}, however many of them have expired meanwhile. */
    boolean isUnansweredFor(Duration limit) {
        Long since = unansweredSince;
        return since != null && clock.isLongerAgo(since, limit);
    }

    /** Whether the listener of changes of this node has handled nothing for {@code limit}. */
    boolean isQuietFor(Duration limit) {
        return clock.isLongerAgo(handledAt, limit);
    }

    private static byte[] sealed(String stamp, int blank) {
        return content(stamp.substring(0, blank));
    }

    /** Differs from the content of every other seal. */
    private static byte[] content(String name) {
        return (PROPERTY + "=" + name).getBytes(StandardCharsets.UTF_8);
    }
}
