package io.carillon.process.broker;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.logging.Logger;
import java.util.zip.InflaterInputStream;
import org.apache.activemq.artemis.core.protocol.openwire.OpenWireInterceptor;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.command.ActiveMQBytesMessage;
import org.apache.activemq.command.ActiveMQMapMessage;
import org.apache.activemq.command.ActiveMQStreamMessage;
import org.apache.activemq.command.ActiveMQTextMessage;
import org.apache.activemq.command.Command;
import org.apache.activemq.command.Message;
import org.apache.activemq.command.RemoveSubscriptionInfo;
import org.apache.activemq.util.ByteSequence;

/**
 * Ends the connection of a producer that sends an OpenWire command the broker would carry out without asking for permission, or
 * before {@link QueueGuard} sees it: removing a durable subscription, whose queue a client id and a name can make Carillon's,
 * compressed messages that expand to more than the listener reads or are damaged, and messages that declare more than they have.
 */
public class OpenWireCommands implements OpenWireInterceptor {

    private static final Logger LOG = Logger.getLogger(OpenWireCommands.class.getName());
    private static final int MOST_BYTES = 34 << 20;

    @Override
    public boolean intercept(Command command, RemotingConnection connection) {
        if (!BrokerUsers.isProducer(connection) || isAllowed(command)) {
            return true;
        }
        LOG.fine(() -> "openwire.refused command=" + command.getClass().getSimpleName());
        return false;
    }

    private static boolean isAllowed(Command command) {
        return command instanceof Message message ? isAllowed(message) : !(command instanceof RemoveSubscriptionInfo);
    }

    private static boolean isAllowed(Message message) {
        ByteSequence content = message.getContent();
        boolean isCompressed = message.isCompressed() && content != null;
        if (isCompressed && !isBounded(content, message instanceof ActiveMQBytesMessage)) {
            return false;
        }
        try {
            if (message.getMarshalledProperties() != null) {
                OpenWireLengths.requireMap(bytes(message.getMarshalledProperties(), 0));
            }
            if (content != null) {
                try (InputStream in = isCompressed ? inflated(content, 0) : bytes(content, 0)) {
                    requireLengths(message, in);
                }
            }
            return true;
        } catch (IOException tooShort) {
            return false;
        }
    }

    private static void requireLengths(Message message, InputStream content) throws IOException {
        if (message instanceof ActiveMQTextMessage) {
            OpenWireLengths.requireText(content);
        } else if (message instanceof ActiveMQMapMessage) {
            OpenWireLengths.requireMap(content);
        } else if (message instanceof ActiveMQStreamMessage) {
            OpenWireLengths.requireStream(content);
        }
    }

    /** The content of a bytes message begins with its length, for which the broker reserves memory. */
    private static boolean isBounded(ByteSequence content, boolean hasLength) {
        int skipped = hasLength ? Integer.BYTES : 0;
        if (content.length < skipped || hasLength && !isLength(ByteBuffer.wrap(content.data, content.offset, skipped).getInt())) {
            return false;
        }
        try (InputStream in = inflated(content, skipped)) {
            return in.skip(MOST_BYTES + 1L) <= MOST_BYTES;
        } catch (IOException damaged) {
            return false;
        }
    }

    /** The inflater may ask for one byte after the end. */
    private static InputStream inflated(ByteSequence content, int skipped) {
        return new InflaterInputStream(new SequenceInputStream(bytes(content, skipped), new ByteArrayInputStream(new byte[1])));
    }

    private static InputStream bytes(ByteSequence all, int skipped) {
        return new ByteArrayInputStream(all.data, all.offset + skipped, all.length - skipped);
    }

    private static boolean isLength(int length) {
        return length >= 0 && length <= MOST_BYTES;
    }
}
