package io.carillon.process.door;

import java.util.Map;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;
import org.glassfish.grizzly.http.HttpResponsePacket;

/** Gives status codes their names (RFC 9110, section 15; RFC 6585) that the server does not know; it writes {@code CUSTOM}. */
final class ReasonPhrase extends BaseFilter {

    private static final Map<Integer, String> NAMES = Map.of(
            422, "Unprocessable Content",
            428, "Precondition Required",
            429, "Too Many Requests",
            431, "Request Header Fields Too Large");

    @Override
    public NextAction handleWrite(FilterChainContext context) {
        if (context.getMessage() instanceof HttpContent content
                && content.getHttpHeader() instanceof HttpResponsePacket response && !response.isCommitted()) {
            String name = NAMES.get(response.getStatus());
            if (name != null) {
                response.setReasonPhrase(name);
            }
        }
        return context.getInvokeAction();
    }
}
