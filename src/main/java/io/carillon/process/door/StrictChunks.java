package io.carillon.process.door;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.ParsingResult;
import org.glassfish.grizzly.http.TransferEncoding;

/**
 * Reads chunked bodies as {@link ChunkFraming} says, in place of the server's own reader: that one takes anything between the
 * data of a chunk and the next LF, and no chunk extension. Responses are left to it.
 */
final class StrictChunks extends BodyReader {

    /** The attribute of a request for its {@link ChunkFraming}. */
    private static final String FRAMING = "carillon.chunk.framing";

    StrictChunks(TransferEncoding server) {
        super(server);
    }

    @Override
    public boolean wantDecode(HttpHeader request) {
        return request.isChunked();
    }

    @Override
    public ParsingResult parsePacket(FilterChainContext context, HttpHeader request, Buffer input) {
        ChunkFraming framing = framingOf(request);
        framing.read(input);
        if (framing.isEnd()) {
            return ParsingResult.create(request.httpTrailerBuilder().build(), restOf(input));
        }
        int length = framing.take(input.remaining());
        if (length == 0) {
            return ParsingResult.create(null, null);
        }
        Buffer rest = length == input.remaining() ? null : input.split(input.position() + length);
        input.shrink();
        return ParsingResult.create(request.httpContentBuilder().content(input).build(), rest);
    }

    private static ChunkFraming framingOf(HttpHeader request) {
        ChunkFraming framing = (ChunkFraming) request.getAttributes().getAttribute(FRAMING);
        if (framing == null) {
            framing = new ChunkFraming();
            request.getAttributes().setAttribute(FRAMING, framing);
        }
        return framing;
    }

    private static Buffer restOf(Buffer input) {
        return input.hasRemaining() ? input.split(input.position()) : null;
    }
}
