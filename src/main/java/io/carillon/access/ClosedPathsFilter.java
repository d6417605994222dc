package io.carillon.access;

import io.carillon.platform.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * Stands before everything: gives each answer the headers that keep browsers from doing anything with it, and asks for an
 * operator's key at {@code /metrics} and {@code /openapi} when the settings say that these are not open.
 */
@WebFilter(urlPatterns = "/*", dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR})
public class FrontDoor extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Strict-Transport-Security", "max-age=31536000",
            "Cache-Control", "no-store");

    @Inject
    private transient Settings settings;
    @Inject
    private transient CallerCache callers;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HEADERS.forEach((name, value) -> setUnlessSaid(response, name, value));
        if (request.getMethod().equals("TRACE") && request.getDispatcherType() == DispatcherType.REQUEST) {
            refuseTrace(response);
            return;
        }
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        boolean closed = path.startsWith("/metrics") && !settings.openMetrics()
                || path.startsWith("/openapi") && !settings.openDescription();
        if (closed && !isOperator(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        chain.doFilter(request, response);
    }

    /** Nobody reads the body of a TRACE: left on the connection, it would be taken for the next request. */
    private static void refuseTrace(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        response.setHeader("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    /** A filter that ran before may know better: schemas may be kept. The order of filters is not defined. */
    private static void setUnlessSaid(HttpServletResponse response, String name, String value) {
        if (!response.containsHeader(name)) {
            response.setHeader(name, value);
        }
    }

    private boolean isOperator(String authorization) {
        return authorization != null && authorization.startsWith("Bearer ")
                && callers.callerOf(authorization.substring("Bearer ".length()).strip())
                        .filter(caller -> caller.role() == Role.OPERATOR).isPresent();
    }
}
