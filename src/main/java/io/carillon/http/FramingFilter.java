package io.carillon.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

/**
 * Rejects requests that a proxy may have understood differently (RFC 9112, sections 3.2 and 6): with several {@code Host}
 * headers, with a {@code Transfer-Encoding} other than {@code chunked}, with both {@code Transfer-Encoding} and
 * {@code Content-Length}, or with several {@code Content-Length}s. What follows on such a connection cannot be trusted, so it is
 * closed. In front of it, {@code process.door} has refused them on Payara; other servers have only this filter.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class FramingFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isClear(all(request, "Host"), all(request, "Transfer-Encoding"), all(request, "Content-Length"))) {
            chain.doFilter(request, response);
        } else {
            response.setHeader("Connection", "close");
            response.sendError(HttpServletResponse.SC_BAD_REQUEST);
        }
    }

    private static List<String> all(HttpServletRequest request, String name) {
        return Collections.list(request.getHeaders(name));
    }

    static boolean isClear(List<String> hosts, List<String> codings, List<String> lengths) {
        boolean chunked = codings.size() == 1 && codings.get(0).strip().equalsIgnoreCase("chunked");
        return hosts.size() <= 1 && (codings.isEmpty() || chunked) && lengths.size() <= (chunked ? 0 : 1);
    }
}
