package io.carillon.coalescing;

import io.carillon.platform.FactLog;
import io.carillon.platform.OutageLog;
import io.carillon.platform.RunningWork;
import io.carillon.queue.MessageReader;
import io.carillon.queue.QueueProbe;
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

    /** Of all instances: the container has one for each session. */
    private static final OutageLog OUTAGE =
            OutageLog.of(FactLog.of(ChangeListener.class), "message.returned", "message.applied-again");

    @Inject
    private GroupedCoalescer coalescer;
    @Inject
    private MessageReader reader;
    @Inject
    private QueueProbe probe;
    @Inject
    private RunningWork running;

    @Override
    public void onMessage(Message message) {
        running.run("listener", () -> take(message));
    }

    private void take(Message message) {
        try {
            if (!probe.isProbe(message)) {
                coalescer.apply(reader.read(message));
                OUTAGE.succeeded();
            }
            probe.handled();
        } catch (JMSException | RuntimeException | StackOverflowError e) {
            OUTAGE.failed(e);
            throw new IllegalStateException("the message goes back to the queue", e);
        }
    }
}
