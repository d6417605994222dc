package io.carillon.coalescing;

import io.carillon.queue.QueuedMessage;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/**
 * Takes messages from the queue: unpack, delegate, nothing else. It runs outside any transaction. The message is
 * acknowledged when it returns; when it throws, the broker delivers the message again after a growing delay.
 */
@MessageDriven(name = "ChangeListener")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class ChangeListener implements MessageListener {

    @Inject
    private Coalescer coalescer;

    @Override
    public void onMessage(Message message) {
        try {
            coalescer.apply(QueuedMessage.of(message));
        } catch (JMSException e) {
            throw new IllegalStateException("the broker went away while a message was read", e);
        }
    }
}
