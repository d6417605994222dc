package io.carillon.coalescing;

import io.carillon.platform.FactLog;
import io.carillon.queue.QueuedMessage;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes messages from the queue and passes them on, nothing else. It runs outside any transaction. A message is acknowledged
 * when {@link #onMessage} returns; when it throws, the broker redelivers the message after a growing delay.
 */
@MessageDriven(name = "ChangeListener")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChangeListener implements MessageListener {

    private static final FactLog LOG = FactLog.of(ChangeListener.class);

    @Inject
    private GroupedCoalescer coalescer;

    @Override
    public void onMessage(Message message) {
        try {
            coalescer.apply(QueuedMessage.of(message));
        } catch (JMSException | RuntimeException e) {
            LOG.warn("message.returned", "reason", FactLog.rootOf(e));
            throw new IllegalStateException("the message goes back to the queue", e);
        }
    }
}
