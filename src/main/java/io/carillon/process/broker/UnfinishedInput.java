package io.carillon.process.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.AttributeKey;
import io.netty.util.ReferenceCountUtil;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.protocol.core.CoreRemotingConnection;
import org.apache.activemq.artemis.core.protocol.openwire.OpenWireConnection;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.protocol.amqp.broker.ActiveMQProtonRemotingConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.qpid.proton.engine.Connection;
import org.apache.qpid.proton.engine.EndpointState;
import org.apache.qpid.proton.engine.Session;

/**
 * Bounds the memory for what has begun to arrive and is not complete: a frame of STOMP, a packet of core, OpenWire or MQTT,
 * messages of AMQP. The broker itself would go on collecting until its memory is used up. A producer's connection that exceeds
 * the bound ends. One for each connection; used on the connection's thread only.
 */
final class UnfinishedInput extends ChannelInboundHandlerAdapter {

    /** More than the longest message that is allowed has in any of these protocols. */
    static final long MOST_OF_A_CONNECTION = 36L << 20;
    /** Of all connections; above it, only those that have little may go on. */
    static final long MOST = Math.max(MOST_OF_A_CONNECTION, Runtime.getRuntime().maxMemory() / 4);

    private static final Logger LOG = Logger.getLogger(UnfinishedInput.class.getName());
    private static final AttributeKey<UnfinishedInput> HERE = AttributeKey.valueOf(UnfinishedInput.class, "input");
    private static final long LITTLE = 1L << 20;
    /** The name that the broker gives to the handler that is behind its decoders. */
    static final String BROKER = "handler";
    private static final EnumSet<EndpointState> ANY = EnumSet.allOf(EndpointState.class);
    private static final AtomicLong ALL = new AtomicLong();

    private final RemotingConnection connection;
    private long bytes;

    UnfinishedInput(RemotingConnection connection) {
        this.connection = connection;
    }

    /** Applies the bound to {@code connection}. */
    static void bound(RemotingConnection connection) {
        if (connection.getTransportConnection() instanceof NettyServerConnection transport) {
            new UnfinishedInput(connection).addTo(transport.getChannel());
            if (connection instanceof CoreRemotingConnection || connection instanceof OpenWireConnection) {
                transport.getChannel().pipeline().addBefore(BROKER, WholePackets.class.getName(), new WholePackets(connection));
            }
        }
    }

    void addTo(Channel channel) {
        channel.attr(HERE).set(this);
        channel.pipeline().addFirst(UnfinishedInput.class.getName(), this);
    }

    /** A frame or packet has arrived as a whole; must be called when it is read, before it is handled. */
    static void finished(Channel channel) {
        UnfinishedInput input = channel.attr(HERE).get();
        if (input != null && channel.eventLoop().inEventLoop()) {
            input.keep(0);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        keep(bytes + (part instanceof ByteBuf buffer ? buffer.readableBytes() : 0));
        if (isTooMuch() && BrokerUsers.isProducer(connection)) {
            LOG.fine(() -> "input.refused unfinished=" + bytes);
            ReferenceCountUtil.release(part);
            context.close();
            return;
        }
        context.fireChannelRead(part);
        if (connection instanceof ActiveMQProtonRemotingConnection amqp && context.channel().isActive()) {
            keep(kept(amqp.getAmqpConnection().getHandler().getConnection()));
        }
    }

    private boolean isTooMuch() {
        return bytes > MOST_OF_A_CONNECTION || bytes > LITTLE && ALL.get() > MOST;
    }

    /** What belongs to messages that are not complete, and to complete ones that nothing has read yet. */
    private static long kept(Connection connection) {
        long kept = 0;
        for (Session session = connection.sessionHead(ANY, ANY); session != null; session = session.next(ANY, ANY)) {
            kept += session.getIncomingBytes();
        }
        return kept;
    }

    private void keep(long now) {
        ALL.addAndGet(now - bytes);
        bytes = now;
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        keep(0);
        context.fireChannelInactive();
    }

    /** Between the broker's decoder of packets and the broker. Core packets that declare more than they have end here. */
    private static final class WholePackets extends ChannelInboundHandlerAdapter {

        private final boolean isCore;

        private WholePackets(RemotingConnection connection) {
            isCore = connection instanceof CoreRemotingConnection;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object packet) {
            finished(context.channel());
            if (isCore && packet instanceof ByteBuf buffer && !CoreLengths.areTrue(buffer)) {
                LOG.fine("packet.refused");
                buffer.release();
                context.close();
                return;
            }
            context.fireChannelRead(packet);
        }
    }
}
