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
 * A plugin of the broker that writes on each change where it came from: protocol and client id. A message of a protocol
 * without message ids (STOMP, MQTT) gets one, so that two that are alike to the millisecond count as two. What is not what
 * its type says becomes bytes.
 *
 * <p>The embedded broker has it; an external one takes the same jar into its {@code lib} folder. What the resource
 * adapter sends from inside the process is left alone.
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
        if (message instanceof ICoreMessage core && !isWhatItSays(core)) {
            core.setType(Message.BYTES_TYPE);
        }
        put(message, PROTOCOL, connection.getProtocolName());
        put(message, CLIENT, connection.getClientID());
        if (message.getUserID() == null) {
            put(message, MESSAGE_ID, UUIDGenerator.getInstance().generateStringUUID());
        }
        message.reencode();
    }

    /** A body that no client could read would come back for ever; as bytes it can be looked at and refused. */
    private static boolean isWhatItSays(ICoreMessage message) {
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
