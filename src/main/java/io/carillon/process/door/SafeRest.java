package io.carillon.process.door;

import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpHeader;
import org.glassfish.grizzly.http.ParsingResult;
import org.glassfish.grizzly.http.TransferEncoding;
import org.glassfish.grizzly.memory.Buffers;

/**
 * Keeps requests that arrive together with the body of an earlier one (RFC 9112, section 9.3.2). The server's own reader of
 * bodies with a length leaves them in the memory of that body, which is used again as soon as the body is read.
 */
final class SafeRest extends BodyReader {

    SafeRest(TransferEncoding server) {
        super(server);
    }

    @Override
    public ParsingResult parsePacket(FilterChainContext context, HttpHeader request, Buffer input) {
        ParsingResult result = server.parsePacket(context, request, input);
        Buffer rest = result.getRemainderBuffer();
        if (rest == null) {
            return result;
        }
        HttpContent content = result.getHttpContent();
        result.recycle();
        return ParsingResult.create(content, copyOf(rest, context));
    }

    private static Buffer copyOf(Buffer rest, FilterChainContext context) {
        byte[] bytes = new byte[rest.remaining()];
        rest.get(bytes);
        return Buffers.wrap(context.getMemoryManager(), bytes);
    }
}
