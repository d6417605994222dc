package io.carillon.process.door;

import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.http.HttpContent;

/**
 * Keeps a request from the application that is refused because of its body: it has its answer. An application that has begun to
 * wait for the body learns from the end of the connection.
 */
final class RefusedBody extends BaseFilter {

    @Override
    public NextAction handleRead(FilterChainContext context) {
        HttpContent content = context.getMessage();
        boolean refused = content.getHttpHeader().isContentBroken() && !context.getConnection().isOpen();
        return refused ? context.getStopAction() : context.getInvokeAction();
    }
}
