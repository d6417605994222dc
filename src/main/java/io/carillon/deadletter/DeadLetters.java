package io.carillon.deadletter;

import io.carillon.coalescing.Coalescer;
import io.carillon.json.Flaw;
import io.carillon.platform.FactLog;
import io.carillon.queue.QueuedMessage;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;

/**
 * Decides about a message that the broker gave up. It is tried once more, because what failed may have been the database
 * and not the message; when it fails again while the database takes the row, it is a rejected message, reason
 * {@code dead-letter}. One whose time to live is over is not tried: its producer wanted it gone.
 */
@ApplicationScoped
class DeadLetters {

    private static final FactLog LOG = FactLog.of(DeadLetters.class);
    private static final String EXPIRED = "_AMQ_ACTUAL_EXPIRY";

    @Inject
    private Coalescer coalescer;

    /** Gives {@code message} its effect or a row; throws when the database takes neither. */
    void settle(Message message) throws JMSException {
        if (message.propertyExists(EXPIRED)) {
            coalescer.reject(read(message), new Flaw("expired", "", "was not read before its time to live was over"));
            return;
        }
        try {
            coalescer.apply(List.of(QueuedMessage.of(message)));
            LOG.info("dead-letter.applied", "jms-message", message.getJMSMessageID());
        } catch (JMSException | RuntimeException e) {
            coalescer.reject(read(message), new Flaw("dead-letter", "", "failed too often, at last with " + FactLog.rootOf(e)));
        }
    }

    private static QueuedMessage read(Message message) throws JMSException {
        try {
            return QueuedMessage.of(message);
        } catch (JMSException | RuntimeException unreadable) {
            LOG.warn("dead-letter.unreadable", "jms-message", message.getJMSMessageID(), "reason", FactLog.rootOf(unreadable));
            return QueuedMessage.withoutBody(message);
        }
    }
}
