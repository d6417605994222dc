package io.carillon.deadletter;

import io.carillon.coalescing.ChangeListener;
import io.carillon.platform.FactLog;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes messages that the broker gave up on because they were returned too often, expired or could not be routed. Like
 * {@link ChangeListener}, it passes them on and does nothing else.
 */
@MessageDriven(name = "DeadLetterListener")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DeadLetterListener implements MessageListener {

    private static final FactLog LOG = FactLog.of(DeadLetterListener.class);

    @Inject
    private DeadLetters deadLetters;

    @Override
    public void onMessage(Message message) {
        try {
            deadLetters.settle(message);
        } catch (JMSException | RuntimeException e) {
            LOG.warn("dead-letter.returned", "reason", FactLog.rootOf(e));
            throw new IllegalStateException("the message goes back to the dead-letter queue", e);
        }
    }
}
