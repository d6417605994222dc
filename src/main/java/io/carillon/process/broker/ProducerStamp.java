package io.carillon.process.broker;

import java.util.logging.Logger;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.reader.MapMessageUtil;
import org.apache.activemq.artemis.reader.TextMessageUtil;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.utils.UUIDGenerator;

/**
 * A broker plugin that records on each change where it came from: protocol and client id. It adds a message id to messages of
 * protocols that have none (STOMP, MQTT), so that two that are identical to the millisecond count as two. A message whose body
 * does not match its type becomes a bytes message.
 *
 * <p>The embedded broker uses it; for an external broker, copy the same jar into its {@code lib} folder. It ignores messages
 * that the resource adapter sends from inside the process.
 */
public class ProducerStamp implements ActiveMQServerPlugin {

    private static final Logger LOG = Logger.getLogger(ProducerStamp.class.getName());
    private static final SimpleString PROTOCOL = SimpleString.of("carillon_protocol");
    private static final SimpleString CLIENT = SimpleString.of("carillon_client");
    private static final SimpleString MESSAGE_ID = SimpleString.of("carillon_message_id");
    private static final String ADDRESS = "carillon";

    @Override
    public void beforeSend(ServerSession session, Transaction tx, Message message, boolean direct, boolean noAutoCreateQueue) {
        RemotingConnection connection = session.getRemotingConnection();
        boolean ours = connection.getRemoteAddress() != null && connection.getRemoteAddress().startsWith("invm:");
        if (!ours && String.valueOf(message.getAddress()).startsWith(ADDRESS)) {
            stamp(message, connection);
        }
    }

    private static void stamp(Message message, RemotingConnection connection) {
        if (message instanceof ICoreMessage core && !matchesItsType(core)) {
            core.setType(Message.BYTES_TYPE);
        }
        put(message, PROTOCOL, connection.getProtocolName());
        put(message, CLIENT, connection.getClientID());
        if (message.getUserID() == null) {
            put(message, MESSAGE_ID, UUIDGenerator.getInstance().generateStringUUID());
        }
        message.reencode();
    }

    /** The broker would redeliver a body that no client can read forever; as bytes it can be examined and rejected. */
    private static boolean matchesItsType(ICoreMessage message) {
        try {
            switch (message.getType()) {
                case Message.TEXT_TYPE -> TextMessageUtil.readBodyText(message.getReadOnlyBodyBuffer());
                case Message.MAP_TYPE -> MapMessageUtil.readBodyMap(message.getReadOnlyBodyBuffer());
                case Message.DEFAULT_TYPE, Message.BYTES_TYPE, Message.OBJECT_TYPE, Message.STREAM_TYPE -> {
                    return true;
                }
                default -> {
                    return false;
                }
            }
            return true;
        } catch (RuntimeException unreadable) {
            LOG.fine(() -> "message.unreadable type=" + message.getType() + " reason=" + unreadable);
            return false;
        }
    }

    private static void put(Message message, SimpleString name, String value) {
        if (value != null && !message.containsProperty(name)) {
            message.putStringProperty(name, SimpleString.of(value));
        }
    }
}
