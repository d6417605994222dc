package io.carillon.access;

import static io.carillon.settings.Setting.OPEN_METRICS;
import static io.carillon.settings.Setting.OPEN_OPENAPI;

import io.carillon.problem.ProblemException;
import io.carillon.settings.Settings;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;

/**
 * Rejects the method TRACE on every path, and requests for {@code /metrics}, {@code /openapi} and {@code /docs} without an
 * operator's key or token if the settings close these paths. The error page adds the security headers, so the order of the
 * filters does not matter.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class ClosedPathsFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient Settings settings;
    @Inject
    private transient Authenticator authenticator;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getMethod().equals("TRACE")) {
            rejectTrace(response);
        } else if (!isClosed(request) || isFromOperator(request, response)) {
            chain.doFilter(request, response);
        }
    }

    /** Closes the connection, because the server does not read the body of a TRACE and would take it for the next request. */
    private static void rejectTrace(HttpServletResponse response) throws IOException {
        response.setHeader("Connection", "close");
        response.setHeader("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
        response.sendError(HttpServletResponse.SC_METHOD_NOT_ALLOWED);
    }

    private boolean isClosed(HttpServletRequest request) {
        String path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return path.startsWith("/metrics") && !settings.flag(OPEN_METRICS)
                || (path.startsWith("/openapi") || path.startsWith("/docs")) && !settings.flag(OPEN_OPENAPI);
    }

    /** Sends the error response itself if the request is not from an operator. */
    private boolean isFromOperator(HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            Optional<Caller> caller = authenticator.callerOf(request.getHeader("Authorization"));
            if (caller.filter(found -> found.role() == Role.OPERATOR
                    && found.capabilities().contains(Capability.VIEW)).isPresent()) {
                return true;
            }
            response.setHeader("WWW-Authenticate", "Bearer");
            response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
        } catch (ProblemException keysOfTokensUnavailable) {
            response.setHeader("Retry-After", "5");
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        }
        return false;
    }
}
