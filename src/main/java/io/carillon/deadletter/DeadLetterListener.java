package io.carillon.deadletter;

import io.carillon.coalescing.ChangeListener;
import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.carillon.platform.RunningWork;
import io.carillon.queue.DeadLetterCalls;
import io.carillon.queue.QueueProbe;
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

    private static final OutageLog OUTAGE =
            OutageLog.of(FactLog.of(DeadLetterListener.class), "dead-letter.returned", "dead-letter.settled-again");

    @Inject
    DeadLetters deadLetters;
    @Inject
    QueueProbe probe;
    @Inject
    DeadLetterCalls calls;
    @Inject
    RunningWork running;

    @Override
    public void onMessage(Message message) {
        running.run("dead-letter listener", () -> take(message));
    }

    private void take(Message message) {
        calls.called();
        try {
            if (!probe.isProbe(message)) {
                deadLetters.settle(message);
                OUTAGE.succeeded();
            }
        } catch (JMSException | RuntimeException | StackOverflowError e) {
            OUTAGE.failed(e);
            throw new IllegalStateException("the message goes back to the dead-letter queue", e);
        } finally {
            calls.called();
        }
    }
}
