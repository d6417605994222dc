package io.carillon.http;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Sets the headers that control what browsers and caches may do with a response, by its path. Errors always get the default
 * headers, whatever their source.
 */
@WebFilter(urlPatterns = "/*", dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.ERROR}, asyncSupported = true)
public class SecurityHeadersFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    private static final Map<String, String> EVERYWHERE = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Strict-Transport-Security", "max-age=31536000",
            "Cache-Control", "no-store");

    /** Headers that differ from the default, by the start of the path; an empty one is not sent. */
    private static final Map<String, Map<String, String>> BY_PATH = Map.of(
            // public, and changes only with a release
            "/schemas/", Map.of("Cache-Control", "public, max-age=86400"),
            // its content security policy says which sites may show it in a frame
            "/console/embed/", Map.of("X-Frame-Options", ""));

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath() + Objects.requireNonNullElse(request.getPathInfo(), "");
        headersOf(path).forEach(response::setHeader);
        chain.doFilter(request, response);
    }

    static Map<String, String> headersOf(String path) {
        Map<String, String> headers = new HashMap<>(EVERYWHERE);
        BY_PATH.forEach((start, differing) -> {
            if (path.startsWith(start)) {
                headers.putAll(differing);
            }
        });
        headers.values().removeIf(String::isEmpty);
        return headers;
    }
}
