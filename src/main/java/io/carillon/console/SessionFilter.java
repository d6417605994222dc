package io.carillon.console;

import io.carillon.access.SignedIn;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;

/**
 * Tells the API who a request of the console is from. The cookie counts only if one of our pages has sent the request, and never
 * if the request has {@code Authorization}.
 */
@WebFilter(urlPatterns = "/api/*", asyncSupported = true)
public class SessionFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Inject
    private transient ConsoleSettings settings;
    @Inject
    private transient SessionCookie cookie;
    @Inject
    private transient Sessions sessions;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader(HttpHeaders.AUTHORIZATION) == null && settings.isOn() && OwnPage.sent(request)) {
            cookie.read(request).ifPresent(session -> {
                request.setAttribute(SignedIn.ATTRIBUTE, new SignedIn(() -> sessions.callerOf(session)));
                cookie.renew(response, session);
            });
        }
        chain.doFilter(request, response);
    }
}
