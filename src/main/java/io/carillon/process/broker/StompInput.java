package io.carillon.process.broker;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.Map;
import java.util.logging.Logger;
import org.apache.activemq.artemis.core.protocol.stomp.Stomp;
import org.apache.activemq.artemis.core.protocol.stomp.StompConnection;
import org.apache.activemq.artemis.core.protocol.stomp.StompDecoder;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyServerConnection;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;

/**
 * Passes the input of a STOMP connection to the broker's decoder line by line, and the body of a frame by itself. The decoder
 * gives no answer to a header line that it cannot read, and reserves as much memory as {@code content-length} says before it has
 * compared it with what arrived: here such a frame gets an error, which ends the connection. One for each connection; used on
 * the connection's thread only.
 */
final class StompInput extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = Logger.getLogger(StompInput.class.getName());
    private static final String UNREADABLE = "The headers of the frame cannot be read: each is a line with a name, a colon and a"
            + " value, and content-length is a number of bytes.";
    private static final int NO_LENGTH = -1;
    private static final int FIRST_BYTES = 1024;
    private static final int KEPT_BYTES = 64 << 10;
    private static final byte NUL = 0;

    private final StompConnection connection;
    private boolean failed;

    private StompInput(StompConnection connection) {
        this.connection = connection;
    }

    /** Reads the input of {@code connection} if it speaks STOMP; must be called before its first frame is decoded. */
    static void read(RemotingConnection connection) {
        if (connection instanceof StompConnection stomp
                && connection.getTransportConnection() instanceof NettyServerConnection transport) {
            transport.getChannel().pipeline().addBefore(UnfinishedInput.BROKER, StompInput.class.getName(),
                    new StompInput(stomp));
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object part) {
        if (!(part instanceof ByteBuf input)) {
            context.fireChannelRead(part);
            return;
        }
        try {
            while (input.isReadable() && !failed && context.channel().isActive()) {
                pass(input, context);
            }
        } finally {
            ReferenceCountUtil.release(input);
        }
    }

    private void pass(ByteBuf input, ChannelHandlerContext context) {
        int length = length(input, decoder());
        boolean endsLine = input.getByte(input.readerIndex() + length - 1) == StompDecoder.NEW_LINE;
        if (endsLine && isWithoutName(input.slice(input.readerIndex(), length), decoder())) {
            fail(UNREADABLE, decoder().headers);
            return;
        }
        reserve(length, decoder());
        context.fireChannelRead(input.readRetainedSlice(length));
        StompDecoder decoder = decoder(); // another one after CONNECT
        if (endsLine && decoder.command != null && decoder.readingHeaders && !decoder.whiteSpaceOnly) {
            fail(UNREADABLE, decoder.headers);
        } else if (decoder.contentLength < NO_LENGTH || decoder.contentLength > UnfinishedInput.MOST_OF_A_CONNECTION) {
            fail(Refused.ofLength().getMessage(), decoder.headers);
        } else if (decoder.data == 0 && decoder.workingBuffer.length > KEPT_BYTES) {
            decoder.workingBuffer = new byte[FIRST_BYTES];
        }
    }

    /** Whether a header ends that has no colon: the decoder would take the line as the value of the header before it. */
    private static boolean isWithoutName(ByteBuf end, StompDecoder decoder) {
        boolean isHeader = decoder.command != null && decoder.readingHeaders && decoder.inHeaderName;
        boolean isBlank = decoder.whiteSpaceOnly && end.forEachByte(one -> one <= ' ') < 0;
        return isHeader && !isBlank && end.bytesBefore(StompDecoder.HEADER_SEPARATOR) < 0;
    }

    private StompDecoder decoder() {
        return connection.getFrameHandler().getDecoder();
    }

    /** The bytes up to the end of the line or of the frame. */
    private static int length(ByteBuf input, StompDecoder decoder) {
        if (decoder.command == null || decoder.readingHeaders) {
            return through(StompDecoder.NEW_LINE, input);
        }
        int missing = decoder.pos + decoder.contentLength + 1 - decoder.data;
        return decoder.contentLength == NO_LENGTH ? through(NUL, input) : Math.min(missing, input.readableBytes());
    }

    private static int through(byte last, ByteBuf input) {
        int before = input.bytesBefore(last);
        return before < 0 ? input.readableBytes() : before + 1;
    }

    /** Doubles the decoder's buffer: by itself it grows by each packet, and copies all that came before. */
    private static void reserve(int length, StompDecoder decoder) {
        int needed = decoder.data + length + 1;
        if (needed > decoder.workingBuffer.length) {
            decoder.resizeWorking(Math.max(needed, 2 * decoder.workingBuffer.length));
        }
    }

    private void fail(String reason, Map<String, String> headers) {
        failed = true;
        LOG.fine(() -> "stomp.refused client=" + connection.getClientID() + " reason=unreadable-headers");
        StompFrames.sendError(reason, headers.get(Stomp.Headers.RECEIPT_REQUESTED), connection);
    }
}
