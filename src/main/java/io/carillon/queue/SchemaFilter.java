package io.carillon.queue;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Lets everybody keep the schemas for a day; they are public, and change with a release at most. */
@WebFilter("/schemas/*")
public class SchemaFilter extends HttpFilter {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setContentType("application/xml");
        response.setHeader("Cache-Control", "public, max-age=86400");
        chain.doFilter(request, response);
    }
}
