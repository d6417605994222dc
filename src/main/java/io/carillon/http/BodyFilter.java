package io.carillon.http;

import io.carillon.platform.Causes;
import io.carillon.platform.FactLog;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets no thread of the server wait for the body of a request to the API or the console (decision 24). A request whose body has
 * arrived goes on at once. Otherwise the thread returns, the body is collected as it comes, and {@link ArrivingBodies} has a
 * thread that forwards the request to its servlet. The filter is mapped to servlets, not to paths, so that it comes after all
 * filters that are mapped to paths: a forward does not pass them.
 */
@WebFilter(servletNames = {"io.carillon.Api", BodyFilter.SESSION}, asyncSupported = true)
public class BodyFilter extends HttpFilter {

    /** The name of the servlet of the console that reads bodies. */
    public static final String SESSION = "carillon-console-session";

    private static final long serialVersionUID = 1L;
    private static final FactLog LOG = FactLog.of(BodyFilter.class);

    @Inject
    private transient ArrivingBodies bodies;
    @Inject
    private transient Instance<RequestContextController> contexts;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isNotRead(request) || hasArrived(request)) {
            chain.doFilter(request, response);
        } else {
            collect(request, response);
        }
    }

    /** There is no body, or it is refused without a look at it. */
    private static boolean isNotRead(HttpServletRequest request) {
        long length = request.getContentLengthLong();
        return length == 0 || length < 0 && request.getHeader("Transfer-Encoding") == null || length > BodyLimitFilter.LIMIT;
    }

    private static boolean hasArrived(HttpServletRequest request) throws IOException {
        long length = request.getContentLengthLong();
        ServletInputStream in = request.getInputStream();
        return length < 0 ? in.isFinished() : in.available() >= length;
    }

    private void collect(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ArrivedRequest arrived = new ArrivedRequest(request);
        AsyncContext context = request.startAsync(arrived, response);
        context.setTimeout(0);
        ServletInputStream in = request.getInputStream();
        ArrivingBody body = new ArrivingBody(bodies, in, request.getContentLengthLong(), ended -> {
            arrived.setBody(ended.content());
            answer(arrived, context);
        });
        OpenRequests.begin();
        bodies.begun(body);
        try {
            in.setReadListener(body);
        } catch (RuntimeException e) {
            body.onError(e);
        } finally {
            body.letGo();
        }
    }

    /** Threads that do not come from the server have no request context. */
    private void answer(ArrivedRequest request, AsyncContext context) {
        RequestContextController scope = contexts.get();
        scope.activate();
        try {
            forward(request, context);
        } finally {
            scope.deactivate();
            contexts.destroy(scope);
            complete(context);
            OpenRequests.end();
        }
    }

    /** The server may have ended the request with its connection. */
    private static void complete(AsyncContext context) {
        try {
            context.complete();
        } catch (RuntimeException e) {
            LOG.info("request.ended-by-server", "reason", Causes.root(e));
        }
    }

    /**
     * The API answers whatever goes wrong. What it cannot answer is a connection that has gone, and a request that the server
     * has refused itself, because the rest of its body broke the rules of HTTP.
     */
    private static void forward(ArrivedRequest request, AsyncContext context) {
        try {
            request.getRequestDispatcher(request.getServletPath()).forward(request, context.getResponse());
        } catch (ServletException | IOException e) {
            LOG.debug("request.not-answered", "reason", Causes.root(e));
        } catch (RuntimeException e) {
            LOG.info("request.not-answered", "reason", Causes.root(e));
        }
    }
}
