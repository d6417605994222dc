package io.carillon.blackbox.support;

import java.util.concurrent.atomic.AtomicBoolean;
import javax.jms.JMSException;
import javax.jms.Message;
import javax.jms.MessageProducer;
import javax.jms.Session;
import org.apache.activemq.ActiveMQConnection;
import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.command.ActiveMQDestination;

/** OpenWire with the client of ActiveMQ 5, set to wait for the broker's word after every send. */
public final class WireOpenWire implements AutoCloseable {

    private static final int TIMEOUT_MS = 20_000;

    private final ActiveMQConnection connection;
    private final AtomicBoolean broken = new AtomicBoolean();
    private final Session session;

    /** Compresses bodies if {@code compress}; collects messages until {@link #commit} if {@code transacted}. */
    public WireOpenWire(Login login, boolean compress, boolean transacted) throws JMSException {
        this(login, null, compress, transacted);
    }

    /** A client with an id. */
    public WireOpenWire(Login login, String clientId) throws JMSException {
        this(login, clientId, false, false);
    }

    private WireOpenWire(Login login, String clientId, boolean compress, boolean transacted) throws JMSException {
        ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory(login.user(), login.password(), login.url());
        factory.setWatchTopicAdvisories(false);
        factory.setAlwaysSyncSend(true);
        factory.setUseCompression(compress);
        factory.setSendTimeout(TIMEOUT_MS);
        factory.setConnectResponseTimeout(TIMEOUT_MS);
        factory.setCloseTimeout(1_000);
        factory.setClientID(clientId);
        connection = (ActiveMQConnection) factory.createConnection();
        connection.setExceptionListener(e -> broken.set(true));
        try {
            session = connection.createSession(transacted, transacted ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
        } catch (JMSException e) {
            connection.close();
            throw e;
        }
    }

    public WireOpenWire(Login login) throws JMSException {
        this(login, false, false);
    }

    public Session session() {
        return session;
    }

    /** Sends to {@code address}, which may begin with {@code queue://} or {@code topic://}. */
    public void send(String address, Message message) throws JMSException {
        MessageProducer producer = session.createProducer(
                ActiveMQDestination.createDestination(address, ActiveMQDestination.QUEUE_TYPE));
        try {
            producer.send(message, message.getJMSDeliveryMode(), message.getJMSPriority(), 0);
        } finally {
            producer.close();
        }
    }

    public void commit() throws JMSException {
        session.commit();
    }

    public void rollback() throws JMSException {
        session.rollback();
    }

    public boolean isOpen() {
        return !broken.get() && !connection.isClosed() && !connection.isTransportFailed();
    }

    @Override
    public void close() throws JMSException {
        connection.close();
    }
}
