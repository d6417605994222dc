package io.carillon.deadletter;

import io.carillon.coalescing.Applied;
import io.carillon.coalescing.AppliedCounts;
import io.carillon.coalescing.Coalescer;
import io.carillon.json.Flaw;
import io.carillon.platform.FactLog;
import io.carillon.platform.Ids;
import io.carillon.queue.MessageReader;
import io.carillon.queue.QueuedMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;

/**
 * Decides what happens to a message that the broker gave up on. It is tried once more, because the cause may have been the
 * database and not the message. If it fails again although the database accepts a row, it becomes a rejected message with the
 * reason {@code dead-letter}; so does one that is nested too deeply for the stack. An expired message is not tried, because its
 * producer set that limit.
 */
@ApplicationScoped
class DeadLetters {

    private static final FactLog LOG = FactLog.of(DeadLetters.class);
    private static final String EXPIRED = "_AMQ_ACTUAL_EXPIRY";

    private Coalescer coalescer;
    private MessageReader reader;
    private AppliedCounts counts;

    /** For the container's proxy. */
    protected DeadLetters() {
    }

    @Inject
    DeadLetters(Coalescer coalescer, MessageReader reader, AppliedCounts counts) {
        this.coalescer = coalescer;
        this.reader = reader;
        this.counts = counts;
    }

    /** Applies or rejects {@code message}; throws when the database accepts neither. */
    void settle(Message message) throws JMSException {
        QueuedMessage read = reader.read(message);
        if (message.propertyExists(EXPIRED)) {
            counts.count(coalescer.reject(read, new Flaw("expired", "", "was not read before its time to live ended")));
            return;
        }
        try {
            counts.count(Applied.after(() -> coalescer.apply(List.of(read))));
            LOG.debug("dead-letter.applied", "jms-message", read.id());
        } catch (RuntimeException | StackOverflowError e) {
            String incident = Ids.next("in");
            LOG.error("dead-letter.failed", e, "incident", incident, "jms-message", read.id());
            Flaw flaw = new Flaw("dead-letter", "", "failed too often. The server's log has the details under " + incident);
            counts.count(coalescer.reject(read, flaw));
        }
    }
}
