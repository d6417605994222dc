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
 * listeners drop it. This class also knows when a listener of this node last ended a call, for whatever message.
 */
@ApplicationScoped
public class QueueProbe {

    static final String PROPERTY = "carillon_probe";
    static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
    private static final int MOST_LENGTH = 300;

    private SecretCipher cipher;
    private MonotonicClock clock;
    private String node;
    private long number;
    private volatile long handledAt;
    /** The moment when the probe that is under way was sent; null if none is. */
    private volatile Long sentAt;

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
        if (blank < 0 || stamp.length() > MOST_LENGTH || !cipher.isSealOf(stamp.substring(blank + 1), sealed(stamp, blank))) {
            return false;
        }
        if (stamp.startsWith(node + "/")) {
            arrived();
        }
        return true;
    }

    /** A listener of this node has ended a call. */
    public void handled() {
        handledAt = clock.now();
    }

    /** Begins a probe; returns its stamp. */
    String begin() {
        String name = node + "/" + ++number;
        sentAt = clock.now();
        return name + " " + cipher.seal(content(name));
    }

    /** No probe is under way any longer: it arrived, could not be sent, or another node took it. */
    void arrived() {
        sentAt = null;
    }

    /** Whether a probe of this node is under way; one that has expired is not. */
    boolean isUnderWay() {
        Long sent = sentAt;
        return sent != null && !clock.isLongerAgo(sent, TIME_TO_LIVE);
    }

    /** Whether a probe has been under way for longer than {@code limit}. */
    boolean isUnderWayLongerThan(Duration limit) {
        Long sent = sentAt;
        return sent != null && clock.isLongerAgo(sent, limit);
    }

    /** Whether no listener of this node has ended a call for {@code limit}. */
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
