package io.carillon.process.door;

import java.util.function.UnaryOperator;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.HttpServerFilter;
import org.glassfish.grizzly.http.TransferEncoding;

/** Reads the bodies of requests in place of one of the server's own readers, which goes on writing those of responses. */
abstract class BodyReader implements TransferEncoding {

    /** The reader that this one replaces. */
    protected final TransferEncoding server;

    BodyReader(TransferEncoding server) {
        this.server = server;
    }

    /** Makes {@code parser} read with what {@code reader} makes of its reader of the class {@code replaced}. */
    static void replace(HttpServerFilter parser, Class<? extends TransferEncoding> replaced,
            UnaryOperator<TransferEncoding> reader) {
        for (TransferEncoding encoding : parser.getTransferEncodings()) {
            if (replaced.isInstance(encoding)) {
                parser.addTransferEncoding(reader.apply(encoding));
                parser.removeTransferEncoding(encoding);
            }
        }
    }

    @Override
    public boolean wantDecode(HttpHeader request) {
        return server.wantDecode(request);
    }

    @Override
    public boolean wantEncode(HttpHeader response) {
        return server.wantEncode(response);
    }

    @Override
    public void prepareSerialize(FilterChainContext context, HttpHeader response, HttpContent content) {
        server.prepareSerialize(context, response, content);
    }

    @Override
    public Buffer serializePacket(FilterChainContext context, HttpContent content) {
        return server.serializePacket(context, content);
    }
}
