package io.carillon.process.broker;

import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import java.util.Map;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.protocol.stomp.ActiveMQStompException;
import org.apache.activemq.artemis.core.protocol.stomp.Stomp;
import org.apache.activemq.artemis.core.protocol.stomp.StompConnection;
import org.apache.activemq.artemis.core.protocol.stomp.StompFrame;
import org.apache.activemq.artemis.core.protocol.stomp.StompFrameInterceptor;
import org.apache.activemq.artemis.core.protocol.stomp.StompSession;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Answers STOMP frames for which the broker's answer would mislead a producer. The broker confirms a message in a transaction
 * that was never begun, or has ended, and drops it when the connection ends: such a message gets an error. In all versions of
 * STOMP, an error ends the connection. What the producer had sent behind the frame that failed gets no answer: the broker would
 * go on handling it until the connection is closed, and confirm the end of a transaction without the message that failed.
 *
 * <p>Must be an interceptor of incoming and of outgoing frames.
 */
public class StompFrames implements StompFrameInterceptor {

    private static final Logger LOG = Logger.getLogger(StompFrames.class.getName());

    private static final AttributeKey<Boolean> FAILED = AttributeKey.valueOf(StompFrames.class, "failed");

    @Override
    public boolean intercept(StompFrame frame, RemotingConnection connection) {
        if (connection.getTransportConnection() instanceof NettyConnection transport) {
            UnfinishedInput.finished(transport.getChannel());
        }
        boolean isError = frame.getCommand().equals(Stomp.Responses.ERROR);
        boolean hasFailed = hasFailed(connection, isError);
        if (isError) {
            frame.setNeedsDisconnect(true);
            return !hasFailed;
        }
        if (hasFailed) {
            return false;
        }
        if (frame.getCommand().equals(Stomp.Commands.SEND) && frame.hasHeader(Stomp.Headers.TRANSACTION)
                && !isBegun((StompConnection) connection, frame.getHeader(Stomp.Headers.TRANSACTION))) {
            LOG.fine(() -> "stomp.refused client=" + connection.getClientID() + " reason=no-transaction");
            refuse(frame, (StompConnection) connection);
            return false;
        }
        return true;
    }

    /** Whether the connection has had an error before this frame. */
    private static boolean hasFailed(RemotingConnection connection, boolean isError) {
        if (!(connection.getTransportConnection() instanceof NettyConnection transport)) {
            return false;
        }
        Attribute<Boolean> failed = transport.getChannel().attr(FAILED);
        return isError ? failed.getAndSet(true) != null : failed.get() != null;
    }

    private static boolean isBegun(StompConnection connection, String transaction) {
        Map<Object, StompSession> begun = connection.getManager().getTransactedSessions().get(connection.getID());
        return begun != null && begun.containsKey(transaction) && begun.get(transaction).isTxPending();
    }

    private static void refuse(StompFrame frame, StompConnection connection) {
        sendError("The transaction has not been started.", frame.getHeader(Stomp.Headers.RECEIPT_REQUESTED), connection);
    }

    /** Sends an error frame, which ends the connection. {@code receipt} is what the failed frame asked for, or null. */
    static void sendError(String reason, String receipt, StompConnection connection) {
        StompFrame error = new ActiveMQStompException(connection, reason).getFrame();
        if (receipt != null) {
            error.addHeader(Stomp.Headers.Response.RECEIPT_ID, receipt);
        }
        connection.sendFrame(error, null);
    }
}
