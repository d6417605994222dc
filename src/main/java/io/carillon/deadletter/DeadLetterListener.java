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
 * Takes what the broker gave up: messages that came back too often, expired or had no way to go. Unpack, delegate, nothing
 * else, as {@link ChangeListener}.
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
            throw new IllegalStateException("the message goes back to the dead letters", e);
        }
    }
}
