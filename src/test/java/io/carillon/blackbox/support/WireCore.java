package io.carillon.blackbox.support;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientProducer;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.reader.MapMessageUtil;
import org.apache.activemq.artemis.reader.TextMessageUtil;
import org.apache.activemq.artemis.utils.collections.TypedProperties;

/**
 * The broker's own client below JMS: any type byte, any body, any property, compressed or streamed. A send returns when the
 * broker has confirmed it, whether durable or not.
 */
public final class WireCore implements AutoCloseable {

    private static final int TIMEOUT_MS = 20_000;

    private final ServerLocator locator;
    private final ClientSessionFactory factory;
    private final ClientSession session;
    private final ClientProducer producer;

    /** Compresses bodies above 100 KB if {@code compress}; collects messages until {@link #commit} if {@code transacted}. */
    public WireCore(Login login, boolean compress, boolean transacted) throws Exception {
        locator = ActiveMQClient.createServerLocator(login.url()).setCompressLargeMessage(compress)
                .setBlockOnDurableSend(true).setBlockOnNonDurableSend(true).setReconnectAttempts(0).setCallTimeout(TIMEOUT_MS);
        try {
            factory = locator.createSessionFactory();
            session = factory.createSession(login.user(), login.password(), false, !transacted, !transacted, false, 0);
            producer = session.createProducer();
        } catch (ActiveMQException e) {
            locator.close();
            throw e;
        }
    }

    public WireCore(Login login) throws Exception {
        this(login, false, false);
    }

    /** An empty message with this type byte, which need not be one that exists. */
    public ClientMessage message(int type) {
        return session.createMessage((byte) type, true, 0, System.currentTimeMillis(), (byte) 4);
    }

    public ClientMessage text(String text) {
        ClientMessage message = message(Message.TEXT_TYPE);
        TextMessageUtil.writeBodyText(message.getBodyBuffer(), SimpleString.of(text));
        return message;
    }

    public ClientMessage bytes(byte[] body) {
        ClientMessage message = message(Message.BYTES_TYPE);
        message.getBodyBuffer().writeBytes(body);
        return message;
    }

    public ClientMessage map(TypedProperties members) {
        ClientMessage message = message(Message.MAP_TYPE);
        MapMessageUtil.writeBodyMap(message.getBodyBuffer(), members);
        return message;
    }

    public void send(String address, Message message) throws ActiveMQException {
        producer.send(address, message);
    }

    public void send(Message message) throws ActiveMQException {
        send("carillon.changes", message);
    }

    public void commit() throws ActiveMQException {
        session.commit();
    }

    public void rollback() throws ActiveMQException {
        session.rollback();
    }

    /** For what a producer has no business with: consumers, queues, browsers. */
    public ClientSession session() {
        return session;
    }

    public boolean isOpen() {
        return !session.isClosed() && !factory.isClosed() && !factory.getConnection().isDestroyed();
    }

    @Override
    public void close() {
        locator.close();
    }
}
